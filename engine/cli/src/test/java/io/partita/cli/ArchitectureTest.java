package io.partita.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.partita.core.apply.Apply;
import io.partita.core.provider.Network;
import io.partita.core.store.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** The arrows of the house, as far as the composition root can see them: all modules. */
@AnalyzeClasses(packages = "io.partita", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What is shown, from the values of a command to the characters on a terminal. */
    private static final String[] VIEWS = {
        "io.partita.cli.view..", "io.partita.cli.live..", "io.partita.cli.report..", "io.partita.cli.text.."
    };

    @ArchTest
    static final ArchRule nobodyButTheCommandLineSeesProvidersOrTheDsl = noClasses()
            .that()
            .resideInAPackage("io.partita.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.partita.provider..", "io.partita.dsl..", "io.partita.cli..");

    @ArchTest
    static final ArchRule providersDoNotSeeEachOther = noClasses()
            .that()
            .resideInAPackage("io.partita.provider.canton..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.partita.provider.sandbox..");

    @ArchTest
    static final ArchRule theSandboxDoesNotSeeTheClient = noClasses()
            .that()
            .resideInAPackage("io.partita.provider.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.partita.provider.canton..");

    @ArchTest
    static final ArchRule generatedTypesStayInTheProviders = noClasses()
            .that()
            .resideInAnyPackage("io.partita.core..", "io.partita.cli..", "io.partita.dsl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.partita.proto..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule onlyViewsWriteText = noClasses()
            .that()
            .resideInAPackage("io.partita.cli..")
            .and()
            .resideOutsideOfPackages("io.partita.cli.view..", "io.partita.cli.live..", "io.partita.cli")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.io.PrintStream.class);

    @ArchTest
    static final ArchRule viewsDecideNothing = noClasses()
            .that()
            .resideInAnyPackage(VIEWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.partita.cli",
                    "io.partita.cli.command..",
                    "io.partita.cli.unit..",
                    "io.partita.cli.origin..",
                    "io.partita.provider..",
                    "io.partita.core.planner..",
                    "io.partita.core.planfile..",
                    "io.partita.core.statefile..",
                    "io.partita.core.rebuild..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Apply.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(StateStore.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Network.class);

    @ArchTest
    static final ArchRule viewsHaveNoClockOfTheirOwn = noClasses()
            .that()
            .resideInAnyPackage(VIEWS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system");

    @ArchTest
    static final ArchRule onlyTheUnitKnowsHowAStateIsKept = noClasses()
            .that()
            .resideInAPackage("io.partita.cli..")
            .and()
            .resideOutsideOfPackage("io.partita.cli.unit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.partita.core.statefile..");

    @ArchTest
    static final ArchRule packagesOfTheCommandLineFormNoCircle =
            slices().matching("io.partita.cli.(*)..").should().beFreeOfCycles();

    /** What a name says nothing by; a class that serves a gRPC service of Canton may be called as Canton calls it. */
    private static final Pattern AVOIDED = Pattern.compile(
            "(?:^|[a-z])(?:Resource|Manager|Helper|Utils?|Service|Processor|Context|Info|Data|Config|Actual|Validator|Draft)(?![a-z])");

    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .that()
            .resideOutsideOfPackage("io.partita.proto..")
            .and()
            .areNotAssignableTo("io.grpc.BindableService")
            .should()
            .haveSimpleNameContaining("Impl")
            .orShould(be(describe(
                    "named with an avoided word",
                    type -> AVOIDED.matcher(type.getSimpleName()).find())));

    @ArchTest
    static final ArchRule onlyTheCommandLinePrintsOrExits = noClasses()
            .that()
            .resideOutsideOfPackages("io.partita.cli..", "io.partita.proto..")
            .and()
            // It prints nothing: the JDK tells the label of a token only by printing it, and that is caught there.
            .doNotHaveFullyQualifiedName("io.partita.provider.keys.PrintedHere")
            .and()
            .doNotHaveFullyQualifiedName("io.partita.provider.keys.PrintedHere$Divided")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
