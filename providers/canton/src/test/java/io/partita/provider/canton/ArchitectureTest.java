package io.partita.provider.canton;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;

/** The arrows between the packages of the client, and what leaves it. */
@AnalyzeClasses(packages = "io.partita.provider.canton", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.partita.provider.canton";

    private static final DescribedPredicate<JavaClass> GENERATED = new DescribedPredicate<>("generated") {
        @Override
        public boolean test(JavaClass type) {
            return type.getPackageName().startsWith("io.partita.proto");
        }
    };

    private static final DescribedPredicate<List<JavaClass>> SOME_GENERATED =
            new DescribedPredicate<>("some of them generated") {
                @Override
                public boolean test(List<JavaClass> types) {
                    return types.stream().anyMatch(GENERATED);
                }
            };

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices()
            .matching("io.partita.provider.canton.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule theSubjectsAreOnTop = noClasses()
            .that()
            .resideInAPackage(ROOT + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule callsKnowNoConnections = noClasses()
            .that()
            .resideInAPackage(ROOT + ".call")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".access", ROOT + ".acs", ROOT + ".description");

    @ArchTest
    static final ArchRule filesOfContractsKnowNoCalls = noClasses()
            .that()
            .resideInAPackage(ROOT + ".acs")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".access", ROOT + ".call", ROOT + ".description", "io.grpc..");

    @ArchTest
    static final ArchRule connectionsKnowNoMessages = noClasses()
            .that()
            .resideInAPackage(ROOT + ".access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".acs", ROOT + ".description", "io.partita.proto..");

    @ArchTest
    static final ArchRule nettyIsLoadedLate = classes()
            .that()
            .resideOutsideOfPackage(ROOT + ".access")
            .or()
            .haveSimpleNameNotStartingWith("NettyChannels")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("io.netty..", "io.grpc.netty..");

    @ArchTest
    static final ArchRule noGeneratedTypeIsReturned = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT)
            .should()
            .haveRawReturnType(GENERATED);

    @ArchTest
    static final ArchRule noGeneratedTypeIsAskedFor = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(ROOT)
            .should()
            .notHaveRawParameterTypes(SOME_GENERATED);
}
