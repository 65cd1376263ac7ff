package io.partita.core.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.planner.Repair;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.state.Interlock;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.StubParticipant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found where no state remembers anything, each by itself. */
class LiveLookTest {

    private static final State NOTHING = State.empty("", "");

    private final StubNetwork network = new StubNetwork("participant1", "participant2");
    private final StubParticipant one = network.node("participant1");
    private final StubParticipant two = network.node("participant2");
    private final Declaration declaration = new StubDeclaration()
            .sandboxes("participant1", "participant2")
            .party("Alice", "participant1", 1, "participant1 submission", "participant2 observation")
            .build();
    private final PartyId alice = network.party("Alice", "participant1");

    @BeforeEach
    void sound() {
        PruningSchedule schedule = new PruningSchedule(
                "0 0 1 * * ?", Duration.ofHours(1), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING);
        one.pruning = Optional.of(schedule);
        two.pruning = Optional.of(schedule);
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, "examples", 3);
        two.hold(alice, "examples", 3);
    }

    private LiveFindings look(State remembered, String... unpruned) {
        Set<ParticipantName> names = new TreeSet<>();
        for (String name : unpruned) {
            names.add(new ParticipantName(name));
        }
        return new LiveLook(declaration, network, remembered, duration -> {})
                .look(LiveLook.Depth.CONTRACTS, names, Set.of());
    }

    private Diagnostic only(String code) {
        LiveFindings findings = look(NOTHING);
        assertThat(findings.isClean()).isFalse();
        assertThat(findings.open()).extracting(Diagnostic::code).containsExactly(code);
        assertThat(findings.open().get(0).hint()).isNotEmpty();
        assertThat(findings.open().get(0).detail()).isNotEmpty();
        return findings.open().get(0);
    }

    private static State remembering(Interlock lock) {
        return new State("lineage", 7, List.of(), List.of(lock), "");
    }

    private static Interlock lock(
            Interlock.Kind kind, String name, ParticipantId id, Optional<PartyId> party, Optional<Result> before) {
        return new Interlock(
                kind,
                new ParticipantName(name),
                id,
                party,
                new RunId("20260102-030405-0a0b0c"),
                StubNetwork.START,
                before);
    }

    @Test
    void aNetworkAtRestIsCleanAndTheRestIsUnknown() {
        LiveFindings findings = look(NOTHING);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.unknown())
                .anyMatch(each -> each.contains("nothing of a former journal"))
                .anyMatch(each -> each.contains("ledger ends"));
    }

    @Test
    void anIsolatedTarget() {
        two.connection = Registration.Connection.DISCONNECTED;
        two.manualConnect = ManualConnect.MANUAL;

        assertThat(only("left-isolated").hint()).startsWith("Do not connect it").contains("backup of participant2");
    }

    private LiveFindings lookRepairing(String party, String participant) {
        return new LiveLook(declaration, network, NOTHING, duration -> {})
                .look(LiveLook.Depth.CONTRACTS, Set.of(), Set.of(new Repair(party, new ParticipantName(participant))));
    }

    private void leftIsolated() {
        network.host(alice, 1, "participant1 submission", "participant2 observation *");
        two.connection = Registration.Connection.DISCONNECTED;
        two.manualConnect = ManualConnect.MANUAL;
    }

    @Test
    void whatAPlanRepairsIsNamed() {
        leftIsolated();

        LiveFindings findings = look(NOTHING);

        assertThat(findings.open())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder("left-isolated", "live-onboarding");
        assertThat(findings.repairable()).containsExactly(new Repair("Alice", new ParticipantName("participant2")));
    }

    /** A fresh state is made, and what was said stands in its journal. */
    @Test
    void whatAPersonLeavesToARepairIsUnknownAndNotOpen() {
        leftIsolated();

        LiveFindings findings = lookRepairing("Alice", "participant2");

        assertThat(findings.isClean()).as(findings.toString()).isTrue();
        assertThat(findings.unknown())
                .anyMatch(each -> each.startsWith("who disconnected participant2: a person said"))
                .anyMatch(each -> each.startsWith("who began to onboard Alice@participant2: a person said"));
    }

    /** Somebody added it without the flag, and its process ended with the first use. */
    @Test
    void aHostThatMissedContractsIsLeftToARepairOnceAPersonSaysSo() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        one.hold(alice, "more", 1);
        two.connection = Registration.Connection.DISCONNECTED;
        two.manualConnect = ManualConnect.MANUAL;
        assertThat(look(NOTHING).open()).extracting(Diagnostic::code).containsExactly("left-isolated");

        LiveFindings findings = lookRepairing("Alice", "participant2");

        assertThat(findings.isClean()).as(findings.toString()).isTrue();
        assertThat(findings.repairable()).containsExactly(new Repair("Alice", new ParticipantName("participant2")));
        assertThat(findings.unknown())
                .anyMatch(each -> each.startsWith("what Alice@participant2 lacks from when it became a host"));
    }

    @Test
    void aHostThatThePartyCameIntoBeingWithIsNotLeftToARepair() {
        two.connection = Registration.Connection.DISCONNECTED;
        two.manualConnect = ManualConnect.MANUAL;

        assertThat(lookRepairing("Alice", "participant2").open())
                .extracting(Diagnostic::code)
                .containsExactly("left-isolated");
    }

    @Test
    void aConnectedHostThatLacksContractsIsLeftToARepair() {
        network.host(alice, 1, "participant1 submission", "participant2 observation *");
        one.hold(alice, "more", 1);

        assertThat(look(NOTHING).open())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder("live-onboarding", "live-contracts-differ");
        assertThat(lookRepairing("Alice", "participant2").isClean()).isTrue();
    }

    @Test
    void aParticipantThatIsOnlyDisconnected() {
        two.connection = Registration.Connection.DISCONNECTED;

        only("not-connected");
    }

    @Test
    void aConnectedParticipantThatWouldStayAway() {
        two.manualConnect = ManualConnect.MANUAL;

        only("manual-connect");
    }

    @Test
    void aParticipantThatDoesNotAnswer() {
        two.fail("status", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");

        assertThat(only("participant-unreachable").subject()).contains("participant2");
    }

    @Test
    void aPassiveReplica() {
        two.activity = ParticipantStatus.Activity.PASSIVE;

        only("passive-replica");
    }

    @Test
    void anOnboardingFlag() {
        network.host(alice, 1, "participant1 submission", "participant2 observation *");

        assertThat(only("live-onboarding").summary()).contains(two.id().toString());
    }

    @Test
    void aProposalIsSaidAndStopsNothing() {
        HostingMapping next = new HostingMapping(alice, 2, 1, List.of(), Optional.empty());
        network.propose(new HostingProposal(next, "1220aa", new TreeSet<>()));

        LiveFindings findings = look(NOTHING);

        assertThat(findings.isClean()).isTrue();
        assertThat(findings.unknown())
                .filteredOn(each -> each.contains("who proposed serial 2 of Alice"))
                .hasSize(1);
    }

    @Test
    void contractsThatAHostLacks() {
        one.hold(alice, "more", 1);

        assertThat(only("live-contracts-differ").summary())
                .isEqualTo("the contracts of Alice on participant1 and participant2 differ");
    }

    @Test
    void aPruningScheduleThatIsNotThereHasToBeSpokenFor() {
        one.pruning = Optional.empty();

        assertThat(only("no-pruning-schedule").hint()).contains("--no-pruning=participant1");

        LiveFindings said = look(NOTHING, "participant1");
        assertThat(said.isClean()).isTrue();
        assertThat(said.unknown()).anyMatch(each -> each.contains("pruning off on participant1"));
    }

    /** Whatever is said: the journal knows better. */
    @Test
    void aScheduleThatTheJournalKnowsIsNamed() {
        one.pruning = Optional.empty();
        State remembered = remembering(lock(
                Interlock.Kind.PRUNING_SUSPENDED,
                "participant1",
                one.id(),
                Optional.empty(),
                Optional.of(new Result.Schedule(new PruningSchedule(
                        "0 0 20 * * ?",
                        Duration.ofHours(1),
                        Duration.ofDays(30),
                        PruningSchedule.Extent.EVERYTHING)))));

        LiveFindings findings = look(remembered, "participant1");

        assertThat(findings.isClean()).isFalse();
        assertThat(findings.open().get(0).detail()).contains("pruning by \"0 0 20 * * ?\"");
        assertThat(findings.unknown()).anyMatch(each -> each.contains("after entry 7"));
    }

    @Test
    void aPartialImportOfAPartyThatIsNotDeclaredCannotBeLookedAt() {
        State remembered = remembering(lock(
                Interlock.Kind.PARTIAL_IMPORT,
                "participant2",
                two.id(),
                Optional.of(network.party("Bob", "participant1")),
                Optional.empty()));

        LiveFindings findings = look(remembered);

        assertThat(findings.open()).extracting(Diagnostic::code).containsExactly("live-not-declared");
    }

    @Test
    void aLookAtTheTopologyComparesNoContracts() {
        one.hold(alice, "more", 1);

        LiveFindings findings = new LiveLook(declaration, network, NOTHING, duration -> {})
                .look(LiveLook.Depth.TOPOLOGY, Set.of(), Set.of());

        assertThat(findings.open()).isEmpty();
    }
}
