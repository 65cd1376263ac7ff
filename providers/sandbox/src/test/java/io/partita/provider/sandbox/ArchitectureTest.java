package io.partita.provider.sandbox;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.grpc.BindableService;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The arrows between the packages of the embedded network, and the words that name nothing. */
@AnalyzeClasses(packages = "io.partita.provider.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HOME = "io.partita.provider.sandbox.";
    private static final Pattern AVOIDED = Pattern.compile(
            "(?:^|[a-z])(?:Resource|Manager|Helper|Utils?|Service|Processor|Context|Info|Data|Config|Actual|Validator)(?![a-z])");

    /**
     * The packages from the lowest to the highest: each may use those before it, and none after it. Two that do not
     * know each other stand side by side all the same.
     */
    private static final List<String> ORDER = List.of(
            "store",
            "ids",
            "lf",
            "wire",
            "crypto",
            "stream",
            "topology",
            "world",
            "synchronizer",
            "node",
            "contracts",
            "packages",
            "pruning",
            "transactions",
            "acs",
            "ledger",
            "genesis",
            "services",
            "server",
            "access");

    private static ArchRule knowsNothingAbove(String noun) {
        String[] above = ORDER.subList(ORDER.indexOf(noun) + 1, ORDER.size()).stream()
                .map(each -> HOME + each + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(HOME + noun + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.partita.provider.sandbox");
    }

    private static ArchRule only(String noun, String... allowed) {
        String[] packages = Stream.concat(
                        Stream.of("java..", HOME + noun + ".."),
                        Stream.of(allowed).map(each -> each.contains(".") ? each : HOME + each + ".."))
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(HOME + noun + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    @ArchTest
    static void arrowsPointDownwards(com.tngtech.archunit.core.domain.JavaClasses all) {
        for (String noun : ORDER) {
            if (!noun.equals("access")) {
                knowsNothingAbove(noun).check(all);
            }
        }
    }

    @ArchTest
    static final ArchRule everyPackageHasItsPlace = classes()
            .that()
            .resideInAPackage(HOME + "(*)..")
            .should()
            .resideInAnyPackage(ORDER.stream().map(each -> HOME + each + "..").toArray(String[]::new));

    @ArchTest
    static final ArchRule storeKnowsNothing = only("store", "org.h2.mvstore..");

    @ArchTest
    static final ArchRule idsKnowNothing = only("ids", "com.google.protobuf..");

    @ArchTest
    static final ArchRule wireKnowsTheLockOnly =
            only("wire", "store", "io.grpc..", "com.google.rpc..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule topologyKnowsKeysAndErrors =
            only("topology", "store", "ids", "crypto", "wire", "io.partita.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyTheFrontKnowsServers = noClasses()
            .that()
            .resideOutsideOfPackages("io.partita.provider.sandbox", HOME + "server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOME + "server..");

    @ArchTest
    static final ArchRule noCycles =
            SlicesRuleDefinition.slices().matching(HOME + "(*)..").should().beFreeOfCycles();

    /** A class that serves a gRPC service of Canton may be called as Canton calls it. */
    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .that()
            .areNotAssignableTo(BindableService.class)
            .should()
            .haveSimpleNameContaining("Impl")
            .orShould(be(new DescribedPredicate<JavaClass>("named with an avoided word") {
                @Override
                public boolean test(JavaClass type) {
                    return AVOIDED.matcher(type.getSimpleName()).find();
                }
            }));

    @ArchTest
    static final ArchRule nothingPrintsOrExits = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
