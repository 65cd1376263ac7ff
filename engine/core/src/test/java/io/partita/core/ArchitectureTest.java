package io.partita.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows between the packages. */
@AnalyzeClasses(packages = "io.partita.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static ArchRule only(String noun, String... allowed) {
        String[] packages = new String[allowed.length + 2];
        packages[0] = "io.partita.core." + noun + "..";
        packages[1] = "java..";
        for (int index = 0; index < allowed.length; index++) {
            packages[index + 2] =
                    allowed[index].contains(".") ? allowed[index] : "io.partita.core." + allowed[index] + "..";
        }
        return classes()
                .that()
                .resideInAPackage("io.partita.core." + noun + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    @ArchTest
    static final ArchRule diagnosticKnowsNothing = only("diagnostic");

    @ArchTest
    static final ArchRule modelKnowsDiagnostics = only("model", "diagnostic", "hash");

    @ArchTest
    static final ArchRule providerKnowsTheModel = only("provider", "diagnostic", "model", "dar");

    @ArchTest
    static final ArchRule darKnowsTheModel = only("dar", "diagnostic", "model", "hash");

    @ArchTest
    static final ArchRule jsonKnowsDiagnostics = only("json", "diagnostic", "secret", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule secretsAreKnownToNobodyInParticular = only("secret");

    @ArchTest
    static final ArchRule approvalKnowsDiagnostics = only("approval", "diagnostic");

    @ArchTest
    static final ArchRule hashKnowsNothing = only("hash");

    @ArchTest
    static final ArchRule threadKnowsNothing = only("thread");

    @ArchTest
    static final ArchRule fileKnowsNothing = only("file");

    @ArchTest
    static final ArchRule tablesKnowTheirNouns =
            only("codec", "diagnostic", "model", "provider", "plan", "state", "approval", "json", "hash");

    @ArchTest
    static final ArchRule onlyJsonKnowsHowJsonIsWritten = noClasses()
            .that()
            .resideOutsideOfPackage("io.partita.core.json..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule topologyKnowsThePort = only("topology", "diagnostic", "model", "provider", "health", "hash");

    @ArchTest
    static final ArchRule healthKnowsThePort = only("health", "diagnostic", "model", "provider");

    @ArchTest
    static final ArchRule planKnowsTheTopology =
            only("plan", "diagnostic", "model", "provider", "health", "dar", "topology");

    @ArchTest
    static final ArchRule plannerMakesPlans =
            only("planner", "diagnostic", "model", "provider", "dar", "topology", "plan", "health", "file");

    @ArchTest
    static final ArchRule snapshotPlansAndNeverApplies = only(
            "snapshot",
            "diagnostic",
            "model",
            "provider",
            "topology",
            "plan",
            "planner",
            "codec",
            "json",
            "hash",
            "dar");

    @ArchTest
    static final ArchRule adoptionReadsTheTopology = only("adoption", "diagnostic", "model", "provider", "topology");

    @ArchTest
    static final ArchRule driftComparesAndNeverPlans =
            only("drift", "diagnostic", "model", "provider", "topology", "plan", "state");

    @ArchTest
    static final ArchRule evidenceReadsAndNeverApplies = only(
            "evidence",
            "diagnostic",
            "approval",
            "plan",
            "state",
            "store",
            "statefile",
            "planfile",
            "codec",
            "json",
            "hash");

    @ArchTest
    static final ArchRule stateDoesNotKnowItsFileNorApply = noClasses()
            .that()
            .resideInAPackage("io.partita.core.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.partita.core.store..",
                    "io.partita.core.statefile..",
                    "io.partita.core.apply..",
                    "io.partita.core.planfile..");

    @ArchTest
    static final ArchRule storeKnowsItsNounOnly = only("store", "diagnostic", "state", "approval");

    @ArchTest
    static final ArchRule theEngineDoesNotKnowHowAStateIsKept = noClasses()
            .that()
            .resideInAnyPackage("io.partita.core.apply..", "io.partita.core.rebuild..", "io.partita.core.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.partita.core.statefile..");

    @ArchTest
    static final ArchRule planFileKnowsItsNounOnly =
            only("planfile", "diagnostic", "model", "provider", "topology", "plan", "json", "codec", "hash");

    /** With its steps, which are a part of it. */
    @ArchTest
    static final ArchRule applyCarriesOutAndNeverPlans = only(
            "apply",
            "diagnostic",
            "model",
            "provider",
            "dar",
            "health",
            "topology",
            "plan",
            "state",
            "store",
            "approval",
            "file",
            "hash");

    @ArchTest
    static final ArchRule rebuildReadsAndPlans =
            only("rebuild", "diagnostic", "model", "provider", "health", "topology", "plan", "planner", "state");

    @ArchTest
    static final ArchRule checkupReads = only("checkup", "diagnostic", "model", "provider", "health", "topology");

    @ArchTest
    static final ArchRule theFolderIsOneKindOfStore = only(
            "statefile",
            "diagnostic",
            "provider",
            "plan",
            "state",
            "store",
            "topology",
            "json",
            "codec",
            "file",
            "hash");

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices()
            .matching("io.partita.core.(*)..")
            .should()
            .beFreeOfCycles();
}
