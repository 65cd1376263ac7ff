package io.partita.plans.conformance;

import static io.partita.plans.conformance.SimpleCases.kinds;
import static io.partita.plans.conformance.SimpleCases.requireHosting;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.provider.canton.call.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The offline procedure by bare calls, without partita, and at every stage of it what the participants refuse there. It
 * shows that the network follows the rules that partita is built on, also where partita never goes, and what partita
 * makes of somebody else's work. The cases stand in the order of the procedure and share one party.
 */
final class ReplicationCases {

    private static final int NOTES = 5;

    private Optional<ByHand> hand = Optional.empty();

    private ByHand hand(Ground ground) {
        if (hand.isEmpty()) {
            hand = Optional.of(new ByHand(ground, ground.used(ground.name("Bare"), NOTES)));
        }
        return hand.get();
    }

    List<Case> cases() {
        ReplicationErrorCases errors = new ReplicationErrorCases(this::hand);
        List<Case> cases = new ArrayList<>(errors.atFirst());
        cases.add(Case.of(
                "bare-consent",
                "by hand: the target proposes with the flag, and leaves",
                ground -> hand(ground).consentAndLeave()));
        cases.addAll(errors.away());
        cases.add(Case.of(
                "bare-export",
                "by hand: the party consents, and the same file is exported twice",
                ground -> hand(ground).activateAndExport()));
        cases.add(Case.of(
                "bare-refused",
                "partita keeps away from a replication that somebody else has under way",
                this::keptAway));
        cases.addAll(errors.files());
        cases.add(Case.of(
                "bare-import",
                "by hand: imported in pieces after all of that, and again; the target has exactly the file's contracts",
                this::importTwice));
        cases.add(Case.of(
                "bare-reconnect", "by hand: the target is back, and has what happened meanwhile", this::reconnect));
        cases.add(Case.of(
                "bare-flag",
                "by hand: protocol version 35 clears the flag by itself, 34 when it is asked",
                this::flag));
        // The clearing is an event like an activation, so these have to wait until it is over.
        cases.addAll(errors.back());
        cases.add(Case.of(
                "bare-no-flag",
                "by hand: an activation without the flag can be neither exported nor cleared",
                ReplicationCases::withoutFlag));
        cases.add(Case.of(
                "flag-left",
                "a flag that somebody left behind: partita compares the contracts, and clears it",
                ReplicationCases::leftBehind));
        cases.addAll(errors.offsets());
        return cases;
    }

    private Wanted wanted(Ground ground) {
        return Wanted.party(ground.name("Bare"), ground.source()).host(ground.destination(), OBSERVATION);
    }

    private void keptAway(Ground ground) {
        assertThat(ground.unit(wanted(ground)).run(6, "plan"))
                .contains("[left-isolated]")
                .contains("Do not connect it by hand");
        assertThat(ground.connections().isConnected(ground.destination())).isFalse();
    }

    private void importTwice(Ground ground) throws InterruptedException {
        hand(ground).importAll(3);
        hand(ground).importAll(7);
    }

    private void reconnect(Ground ground) {
        String party = hand(ground).party();
        ground.ledger().submit(ground.source(), party, Ledger.note(party, "meanwhile"));
        hand(ground).reconnect();
    }

    private void flag(Ground ground) {
        ByHand bare = hand(ground);
        if (ground.facts().clearsByItself()) {
            ground.remark("cleared by itself");
        } else {
            staysUntilAsked(ground, bare);
            ground.remark("cleared when asked");
        }
        await("the flag of " + bare.party() + " is gone")
                .atMost(ground.facts().untilCleared())
                .until(() -> !bare.isFlagged());
        ground.ledger()
                .awaitEvents(
                        ground.source(),
                        bare.party(),
                        ground.destination(),
                        bare.sourceBegin(),
                        ground.facts().clearsByItself() ? List.of("onboarding", "added") : List.of("added"));
        ground.ledger().submit(ground.source(), bare.party(), Ledger.note(bare.party(), "afterwards"));
        ground.ledger().awaitSame(ground.source(), ground.destination(), bare.party());
        ground.unit(wanted(ground)).requireDone();
    }

    private static void staysUntilAsked(Ground ground, ByHand bare) {
        java.time.Duration decision = ground.facts().decision();
        await("the flag of " + bare.party() + " stays longer than it could have to")
                .during(decision.plusSeconds(2))
                .atMost(decision.plusSeconds(60))
                .until(bare::isFlagged);
        assertThat(bare.clear().getOnboarded()).isFalse();
        await("the flag of " + bare.party() + " goes when asked")
                .pollInterval(java.time.Duration.ofSeconds(1))
                .atMost(ground.facts().untilCleared())
                .until(() -> !bare.isFlagged() || bare.clear().getOnboarded());
    }

    private static void withoutFlag(Ground ground) {
        String id = ground.allocate(ground.name("Flagless"));
        long source = ground.ledger().end(ground.source());
        long destination = ground.ledger().end(ground.destination());
        PartyToParticipant mapping = Topology.mapping(
                id, 1, Topology.host(ground.source(), SUBMISSION), Topology.host(ground.destination(), OBSERVATION));
        ground.topology().authorize(ground.destination(), mapping, 2);
        ground.topology().authorize(ground.source(), mapping, 2);
        ground.topology().awaitSerial(id, 2, ground.peers());
        Duration wait = Duration.newBuilder().setSeconds(30).build();
        ReplicationErrorCases.NO_FLAG_TO_EXPORT.require(
                Api.ADMIN,
                () -> Acs.exported(
                        ground.source(),
                        Acs.export(ground, id, source)
                                .setWaitForActivationTimeout(wait)
                                .build()));
        ReplicationErrorCases.NO_FLAG_TO_CLEAR.require(
                Api.ADMIN,
                () -> ground.destination()
                        .parties()
                        .clearPartyOnboardingFlag(ClearPartyOnboardingFlagRequest.newBuilder()
                                .setPartyId(id)
                                .setSynchronizerId(ground.facts().synchronizer())
                                .setBeginOffsetExclusive(destination)
                                .setWaitForActivationTimeout(wait)
                                .build()));
    }

    private static void leftBehind(Ground ground) throws InterruptedException {
        Wanted party = Wanted.party(ground.name("Left"), ground.source());
        ByHand bare = new ByHand(ground, ground.used(party.name(), NOTES));
        bare.consentAndLeave();
        bare.activateAndExport();
        bare.importUnnamed();
        bare.reconnect();
        Wanted more = party.host(ground.destination(), OBSERVATION);
        Unit unit = ground.unit(more);
        assertThat(kinds(unit.plan())).contains("clear-onboarding").doesNotContain("isolate", "import-acs");
        unit.apply();
        requireHosting(ground, more);
        unit.requireDone();
    }
}
