package io.partita.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partita.cli.text.Glyph;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a report says of a plan that has every kind of step. */
class PlanReportTest {

    private static final Path PLANS = Path.of("src/test/resources/io/partita/cli/view");

    private final SavedPlan saved =
            Plans.read(PLANS.resolve("every-kind.plan.json")).value();
    private final PlanReport report = PlanReport.of(saved);

    @Test
    void everyKindOfStepIsThere() {
        assertThat(saved.plan().steps().map(Step::kind).distinct()).containsExactlyInAnyOrder(Step.Kind.values());
        assertThat(report.steps().map(StepReport::id))
                .containsExactlyElementsOf(saved.plan().steps().map(Step::id).toList());
    }

    @Test
    void whatRunsWhereWithWhoseSecret() {
        ParticipantReport second = report.participants().get(1);

        assertThat(second.operator()).contains("bank \"2\" \u00fc \u2192");
        assertThat(second.ways())
                .containsExactly(
                        new ParticipantReport.Way(
                                "admin",
                                "'p2.example:5002', token: command('./token.sh', 'two words', 'it\\'s'), no TLS"),
                        new ParticipantReport.Way(
                                "ledger",
                                "'p2.example:5001', token: command('./token.sh', 'two words', 'it\\'s'), no TLS"));
        assertThat(second.programs())
                .extracting(ParticipantReport.Program::command, ParticipantReport.Program::purpose)
                .containsExactly(
                        tuple(
                                "'./token.sh' 'two words' 'it'\\''s'",
                                "the token of the Admin API and the token of the Ledger API"),
                        tuple("'./backup.sh' '--to' 'a `dir`'", "the backup before the import"));
    }

    @Test
    void aProgramThatASecretOfASecretNeedsIsListed() {
        assertThat(report.participants().get(0).programs())
                .extracting(ParticipantReport.Program::command)
                .containsExactly("'pass' 'show'");
    }

    @Test
    void aBackupThatThePlanDoesNotNeedIsNoProgramThatRuns() {
        assertThat(saved.plan()
                        .participant(report.participants().get(0).name())
                        .backup()
                        .<List<String>>match(none -> List.of(), manual -> List.of(), command -> command.words()))
                .containsExactly("pg_dump", "-Fc");
        assertThat(report.participants().get(0).programs()).hasSize(1);
    }

    @Test
    void aHostThatIsNotDeclaredIsKeptAsItIs() {
        PartyReport joint = party("Joint");

        assertThat(joint.hosts())
                .extracting(PartyReport.Row::fate)
                .containsExactly(PartyReport.Fate.ADDED, PartyReport.Fate.UNCHANGED, PartyReport.Fate.KEPT);
        assertThat(joint.hosts().get(2).text()).isEqualTo("observation (not declared, left alone)");
        assertThat(joint.hosts().get(2).before()).contains("observation");
    }

    @Test
    void rowsSayWhatWasAndWhatBecomes() {
        assertThat(party("Stale").hosts().get(1).text()).isEqualTo("observation (onboarding flag to be cleared)");
        assertThat(report.parties().get(0).rows())
                .extracting(PartyReport.Row::text)
                .containsExactly("confirmation", "confirmation (new host)", "1 -> 2");
    }

    @Test
    void aRowOfAPermissionThatChangesHasBoth() {
        Plan plan = saved.plan();
        PartyChange change = plan.content().parties().get(0);
        HostingMapping outcome = plan.outcome(change);
        HostingMapping.Host first = outcome.hosts().get(0);
        HostingMapping lowered = new HostingMapping(
                outcome.party(),
                outcome.serial(),
                outcome.threshold(),
                List.of(
                        new HostingMapping.Host(first.participant(), Permission.OBSERVATION, first.onboarding()),
                        outcome.hosts().get(1)),
                outcome.signingKeys());

        assertThat(PartyReport.of(change, lowered, HostNames.of(plan), Set.of()).rows())
                .extracting(PartyReport.Row::text)
                .contains("confirmation -> observation");
    }

    @Test
    void whoSignsForANamespaceOfSeveralOwners() {
        assertThat(party("Joint").quorum()).isEqualTo(6);
        assertThat(party("Joint").signing())
                .hasValueSatisfying(signers -> assertThat(signers)
                        .startsWith("an owner elsewhere (1220")
                        .contains("), t4, ", "k-file", "k-hand-over")
                        .endsWith(" (6 owners of the namespace have to sign)"));
    }

    @Test
    void howKeysSignThatNoParticipantHolds() {
        assertThat(report.keys())
                .extracting(key -> key.name().name(), KeyReport::signs)
                .containsExactly(
                        tuple("k-command", "command './sign', 'treasury'"),
                        tuple("k-file", "file 'treasury.pem', password: env('PIN')"),
                        tuple("k-hand-over", "handOver()"),
                        tuple(
                                "k-pkcs11",
                                "pkcs11 '/usr/lib/hsm.so', token: 'bank', label: 'treasury', pin: env('PIN')"));
        assertThat(report.keys())
                .flatExtracting(KeyReport::programs)
                .extracting(ParticipantReport.Program::command)
                .containsExactly("'./sign' 'treasury'", "'/usr/lib/hsm.so'");
    }

    @Test
    void whoFoundsANamespace() {
        assertThat(report.namespaces())
                .extracting(NamespaceReport::sentence)
                .singleElement()
                .asString()
                .startsWith("decentralized namespace 1220b5b4346bdd5d")
                .contains(" is founded by t4 (1220", "k-hand-over")
                .endsWith("; 1 of them sign for it");
    }

    @Test
    void whoIsOfflineWhen() {
        for (WindowReport window : report.windows()) {
            assertThat(step(window.first(), "isolate/" + window.target()).glyph())
                    .isEqualTo(Glyph.OFFLINE);
            assertThat(step(window.last(), "reconnect/" + window.target()).glyph())
                    .isEqualTo(Glyph.ONLINE);
        }
        assertThat(report.windows()).hasSize(2);
        assertThat(report.waves().stream().filter(wave -> !wave.offline().isEmpty()))
                .allSatisfy(wave -> assertThat(report.windows()).anyMatch(window -> window.contains(wave.number())));
    }

    @Test
    void gatesAreStepsOfPeople() {
        assertThat(report.gates())
                .extracting(step -> step.id().id())
                .containsExactly(
                        "collect-signature/k-hand-over/root-of-k-hand-over",
                        "collect-signature/k-hand-over/b5b4346bdd5d/1",
                        "collect-signature/k-hand-over/Joint/4",
                        "sign/outside-1220" + "0".repeat(63) + "7/Joint/4",
                        "back-up/t3");
        assertThat(report.gates().get(4).gate())
                .contains("a person makes the backup and says so with --backup-done=t3");
    }

    @Test
    void thePointOfNoReturnIsTheFirstWaveThatCannotBeTakenBack() {
        int wave = report.pointOfNoReturn().orElseThrow();

        assertThat(report.waves().get(wave).steps()).anyMatch(StepReport::isIrreversible);
        assertThat(report.waves().subList(0, wave))
                .allSatisfy(before -> assertThat(before.steps()).noneMatch(StepReport::isIrreversible));
        assertThat(report.irreversible()).extracting(StepReport::glyph).containsOnly(Glyph.IRREVERSIBLE);
    }

    @Test
    void signaturesInTheWordsOfCanton() {
        assertThat(action("propose/t2/Unused/2")).contains("propose the hosting of Unused (serial 2) and sign as host");
        assertThat(action("propose/t1/New/1"))
                .contains("propose the hosting of New (serial 1) and sign for the namespace");
        assertThat(action("sign/t1/Unused/2")).contains("sign for Unused: the hosting becomes effective (serial 2)");
        assertThat(action("await-effective/t1/Unused/2")).contains("wait until the hosting of Unused is effective");
        assertThat(report.gates().get(0).action())
                .isEqualTo("the owner of the key k-hand-over signs its introduction to the topology elsewhere");
        assertThat(report.gates().get(3).action())
                .isEqualTo("an owner elsewhere (1220" + "0".repeat(63) + "7) signs the hosting of Joint (serial 4)");
    }

    private Optional<String> action(String id) {
        return report.steps()
                .filter(step -> step.id().id().equals(id))
                .map(StepReport::action)
                .findFirst();
    }

    private StepReport step(int wave, String id) {
        return report.waves().get(wave).steps().stream()
                .filter(step -> step.id().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private PartyReport party(String name) {
        return report.parties().stream()
                .filter(party -> party.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
