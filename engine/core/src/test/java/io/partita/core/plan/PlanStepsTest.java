package io.partita.core.plan;

import static io.partita.core.plan.Contents.host;
import static io.partita.core.plan.Contents.name;
import static io.partita.core.plan.Contents.offline;
import static io.partita.core.plan.Contents.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.Permission;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanStepsTest {

    private static String waves(Plan plan) {
        return plan.waves().stream()
                .map(wave -> wave.steps().stream().map(step -> step.id().id()).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static Step step(Plan plan, String id) {
        return plan.step(new StepId(id)).orElseThrow(() -> new AssertionError("no " + id + " in\n" + waves(plan)));
    }

    @Test
    void aPartyInUseMovesInOneWindowInTheOnlySafeOrder() {
        assertThat(waves(Contents.quickstart().plan())).isEqualTo("""
                        check-ready/t1 check-ready/t2
                        suspend-pruning/t1
                        propose/t2/Alice/2
                        isolate/t2
                        note-ledger-end/t1/Alice/t2 sign/t1/Alice/2 await-effective/t1/Alice/2
                        export-acs/t1/Alice/t2
                        restore-pruning/t1
                        back-up/t2
                        import-acs/t2/Alice
                        reconnect/t2
                        restore-auto-connect/t2
                        clear-onboarding/t2/Alice
                        verify-contracts/t2/Alice
                        verify-hosting/t1/Alice verify-hosting/t2/Alice""");
    }

    @Test
    void anUnusedPartyGetsHostsAfterALastLookAndIsConfirmed() {
        Plan plan = Contents.of(3).party(Contents.simple("Alice", 1, 2, 3)).plan();

        assertThat(waves(plan)).isEqualTo("""
                        check-ready/t1 check-ready/t2 check-ready/t3
                        note-ledger-end/t1/Alice/2 propose/t2/Alice/2 sign/t3/Alice/2
                        check-unused/t1/Alice/2 sign/t1/Alice/2 await-effective/t1/Alice/2 confirm-unused/t1/Alice/2
                        verify-hosting/t1/Alice verify-hosting/t2/Alice verify-hosting/t3/Alice""");
        assertThat(step(plan, "sign/t3/Alice/2").head().after())
                .containsExactly(new StepId("note-ledger-end/t1/Alice/2"), new StepId("propose/t2/Alice/2"));
        assertThat(plan.irreversible()).containsExactly("Alice");
    }

    @Test
    void theSignatureThatCompletesTheQuorumIsTheIrreversibleOne() {
        Plan plan = Contents.quickstart().plan();

        assertThat(step(plan, "propose/t2/Alice/2").reversal()).isEqualTo(Step.Reversal.REPLACEABLE);
        Step.Sign sign = (Step.Sign) step(plan, "sign/t1/Alice/2");
        assertThat(sign.completes()).isTrue();
        assertThat(sign.reversal()).isEqualTo(Step.Reversal.IRREVERSIBLE);
        assertThat(sign.signing().isolated()).containsExactly(name(2));
        assertThat(sign.noted()).contains(new Ref<>(new StepId("note-ledger-end/t1/Alice/t2"), Result.LedgerEnd.class));
    }

    @Test
    void aLoweredPermissionNeedsThePartyAloneAndCanBeReplaced() {
        HostingMapping before = Contents.mapping(
                Contents.party("Alice", 1), 4, 1, host(1, Permission.SUBMISSION), host(2, Permission.CONFIRMATION));
        PartyChange change = Contents.direct(
                Contents.change("Alice", Optional.of(before), before.party(), 1, Route.of(Route.Reason.HOSTS_CHANGE)),
                Contents.mapping(
                        before.party(), 5, 1, host(1, Permission.SUBMISSION), host(2, Permission.OBSERVATION)));
        Plan plan = Contents.of(2).party(change).plan();

        assertThat(waves(plan)).isEqualTo("""
                        check-ready/t1 check-ready/t2
                        propose/t1/Alice/5 await-effective/t1/Alice/5
                        verify-hosting/t1/Alice verify-hosting/t2/Alice""");
        assertThat(plan.irreversible()).isEmpty();
    }

    @Test
    void ownersOfADecentralizedNamespaceSignOneAfterTheOtherAndTheLastCompletes() {
        HostingMapping before = Contents.mapping(Contents.party("Alice", 9), 1, 1, host(3, Permission.CONFIRMATION));
        Fingerprint namespace = before.party().namespace();
        Fingerprint elsewhere = Contents.id(8).uid().namespace();
        Authority authority = new Authority(
                namespace,
                new TreeSet<>(List.of(
                        elsewhere,
                        Contents.id(1).uid().namespace(),
                        Contents.id(3).uid().namespace())),
                3,
                List.of(
                        new Signer.Outside(elsewhere, name(1)),
                        new Signer.AtParticipant(Contents.id(1).uid().namespace(), name(1)),
                        new Signer.AtParticipant(Contents.id(3).uid().namespace(), name(3))));
        PartyChange base =
                Contents.change("Alice", Optional.of(before), before.party(), 1, Route.of(Route.Reason.USED));
        PartyChange alice = new PartyChange(
                base.name(),
                base.party(),
                base.before(),
                1,
                base.route(),
                authority,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                base.kept());
        Plan plan = Contents.of(3)
                .party(alice)
                .source(3, Optional.empty())
                .window(1, 2, transfer(before, 2))
                .plan();

        assertThat(waves(plan))
                .contains("propose/t2/Alice/2 sign/outside-" + elsewhere + "/Alice/2 sign/t1/Alice/2\nisolate/t2\n")
                .contains("note-ledger-end/t3/Alice/t2 sign/t3/Alice/2 await-effective/t3/Alice/2");
        assertThat(step(plan, "sign/outside-" + elsewhere + "/Alice/2").place())
                .isEqualTo(new Place.Outside(elsewhere, name(1)));
    }

    @Test
    void activationsOfARoundFollowEachOtherAcrossItsWindows() {
        PartyChange alice = offline("Alice", 1);
        PartyChange bob = offline("Bob", 1);
        Plan plan = Contents.of(3)
                .party(alice)
                .party(bob)
                .source(1, Optional.empty())
                .window(1, 2, transfer(alice, 2))
                .window(1, 3, transfer(bob, 3))
                .plan();

        assertThat(step(plan, "note-ledger-end/t1/Bob/t3").head().after())
                .contains(new StepId("await-effective/t1/Alice/2"));
    }

    @Test
    void aThresholdThatNeedsTheNewHostComesAfterItsWindow() {
        PartyChange alice = offline("Alice", 1);
        Transfer transfer = transfer(alice, 2);
        HostingMapping cleared = Signing.withoutFlag(transfer.activation(), Contents.id(2));
        HostingMapping last = Contents.mapping(
                alice.party(), 4, 2, host(1, Permission.CONFIRMATION), host(2, Permission.CONFIRMATION));
        Plan plan = Contents.of(2)
                .party(Contents.last(alice, last))
                .source(1, Optional.empty())
                .window(1, 2, transfer)
                .plan();

        assertThat(plan.mappings(alice.party())).containsExactly(transfer.activation(), cleared, last);
        assertThat(waves(plan)).endsWith("""
                        verify-contracts/t2/Alice
                        propose/t2/Alice/4
                        sign/t1/Alice/4 await-effective/t1/Alice/4
                        verify-hosting/t1/Alice verify-hosting/t2/Alice""");
        assertThat(plan.outcome(plan.content().parties().get(0))).isEqualTo(last);
    }

    @Test
    void aSourceWithoutAScheduleOfPruningIsWatchedForOne() {
        PartyChange alice = offline("Alice", 1);
        Plan plan = Contents.of(2)
                .party(alice)
                .source(1, Optional.empty())
                .window(1, 2, transfer(alice, 2))
                .plan();

        assertThat(step(plan, "note-ledger-end/t1/Alice/t2").head().facts().toString())
                .contains("pruning/t1");
    }

    @Test
    void everythingIsAsDeclaredSoNothingIsDone() {
        assertThat(Contents.of(2).plan().isEmpty()).isTrue();
    }
}
