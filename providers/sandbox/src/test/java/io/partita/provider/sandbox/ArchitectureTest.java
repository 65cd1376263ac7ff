package io.partita.provider.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.stream.Stream;

/** The arrows between the packages of the embedded network. */
@AnalyzeClasses(packages = "io.partita.provider.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HOME = "io.partita.provider.sandbox.";
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
    static final ArchRule storeKnowsNothing = only("store", "io.partita.core.file..", "org.h2.mvstore..");

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
}
