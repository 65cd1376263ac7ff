package io.partita.core.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.DeclarationChecks;
import io.partita.core.plan.Home;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Route;
import io.partita.core.plan.Window;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.StubParticipant;
import io.partita.core.stub.TestDar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alice has a host with the onboarding flag that lacks her contracts, and nobody else is at it. */
class RepairPlanTest {

    private static final String PACKAGE = TestDar.id("pkg").id();
    private static final String FLAGGED = "participant2 observation flagged";

    private final StubNetwork network = new StubNetwork("participant1", "participant2", "participant3");
    private final PartyId alice =
            PartyId.of("Alice::" + network.node("participant1").id().namespace());

    private void begunByHand(long activation) {
        network.host(alice, 1, "participant1 submission", FLAGGED);
        network.node("participant1").hold(alice, PACKAGE, 2);
        network.node("participant2").hold(alice, PACKAGE, 1);
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
        network.node("participant1").activations.put(alice, List.of(new Activation(activation, Instant.EPOCH)));
    }

    private static StubDeclaration declare() {
        return new StubDeclaration()
                .sandboxes("participant1", "participant2", "participant3")
                .party("Alice", "participant1", 1, "participant1 submission", "participant2 observation");
    }

    private Checked<Plan> planned(StubDeclaration declaration, Set<Repair> repairs) {
        return DeclarationChecks.check(declaration.build())
                .then(checked ->
                        new Planner(4, duration -> {}).plan(checked, Path.of("."), Home.BESIDE, network, repairs));
    }

    private List<String> errors(StubDeclaration declaration) {
        return planned(declaration, Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .diagnostics()
                .stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::code)
                .toList();
    }

    @Test
    void itIsAPlan() {
        begunByHand(5);

        assertThat(errors(declare())).isEmpty();
    }

    @Test
    void nothingElseIsInItsPlan() {
        begunByHand(5);

        assertThat(errors(declare().party("Bob", "participant1", 1, "participant1 submission")))
                .containsExactly("repair-alone");
    }

    @Test
    void contractsThatTheSourceDoesNotHaveAreFoundBefore() {
        begunByHand(5);
        network.node("participant2").hold(alice, PACKAGE, 3);

        assertThat(errors(declare())).containsExactly("stale-contracts");
    }

    @Test
    void aHostThatWasRemovedInBetweenHasWhatItHadThen() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.host(alice, 1, "participant1 submission");
        begunByHand(5);

        assertThat(errors(declare())).containsExactly("hosted-earlier");
    }

    /** Somebody isolated the target before the party became active there, and never brought her contracts. */
    private void leftIsolated() {
        begunByHand(5);
        network.node("participant2").connection = Registration.Connection.DISCONNECTED;
        network.node("participant2").manualConnect = ManualConnect.MANUAL;
        network.node("participant2").lastSeen = Optional.of(new TreeMap<>());
    }

    /** Nothing is being onboarded on it, and it is to become a host. */
    private Diagnostic awayAsATarget() {
        network.node("participant2").connection = Registration.Connection.DISCONNECTED;
        List<Diagnostic> refused = planned(declare(), Set.of()).diagnostics();
        assertThat(refused).hasSize(1);
        return refused.get(0);
    }

    @Test
    void whoeverIsAwayAndLacksNothingMayBeConnectedWhenNobodyKeepsItAway() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant2").manualConnect = ManualConnect.MANUAL;

        Diagnostic said = awayAsATarget();

        assertThat(said.code()).isEqualTo("left-isolated");
        assertThat(said.summary())
                .isEqualTo("participant2 is not connected to 'mysynchronizer', and lacks nothing that others show");
        assertThat(said.hint())
                .contains("synchronizers.reconnect_local(\"mysynchronizer\")")
                .contains("synchronizers.modify(\"mysynchronizer\", _.copy(manualConnect = false))");
        assertThat(said.next()).containsExactly(NextCommand.resume());
    }

    @Test
    void whoeverConnectsByItselfIsNotToldToDoSo() {
        network.host(alice, 1, "participant1 submission");

        Diagnostic said = awayAsATarget();

        assertThat(said.code()).isEqualTo("not-connected");
        assertThat(said.hint()).contains("reconnect_local").doesNotContain("manualConnect");
    }

    /** Another party came there without its contracts: connected, it would be ended by the first use of one. */
    @Test
    void whoeverBecameAHostMeanwhileIsNotConnectedBeforeItHasTheContracts() {
        network.host(alice, 1, "participant1 submission");
        PartyId bob = PartyId.of("Bob::" + network.node("participant1").id().namespace());
        network.host(bob, 1, "participant1 submission", "participant2 observation");
        network.node("participant2").lastSeen = Optional.of(new TreeMap<>());

        Diagnostic said = awayAsATarget();

        assertThat(said.code()).isEqualTo("left-isolated");
        assertThat(said.summary()).contains("became a host of " + bob + " without the onboarding flag");
        assertThat(said.hint()).startsWith("Do not connect it by hand.").contains("declare whoever is not declared");
        assertThat(said.next()).containsExactly(NextCommand.resume(), NextCommand.repair(bob + "@participant2"));
    }

    @Test
    void whatOthersShowIsNotNeededToSayThatItIsAway() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant2").manualConnect = ManualConnect.MANUAL;
        network.node("participant2").fail("allHostings", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");

        assertThat(awayAsATarget().hint()).startsWith("Do not connect it before it is known");
    }

    @Test
    void aTargetThatIsAwayIsToldWithTheCommandThatRepairsIt() {
        leftIsolated();

        List<Diagnostic> refused = planned(declare(), Set.of()).diagnostics();

        assertThat(refused).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("left-isolated");
            assertThat(diagnostic.summary()).contains("participant2", "Alice");
            assertThat(diagnostic.hint()).startsWith("Do not connect it by hand.");
            assertThat(diagnostic.next())
                    .containsExactly(NextCommand.resume(), NextCommand.repair("Alice@participant2"));
        });
    }

    @Test
    void aTargetThatIsAwayIsRepairedAsItIs() {
        leftIsolated();

        Window window = planned(declare(), Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .value()
                .content()
                .windows()
                .get(0);

        assertThat(window.foundAway()).contains(StubNetwork.ALIAS);
        assertThat(window.connected()).isEmpty();
        assertThat(window.connectedAtTheEnd())
                .extracting(PlannedConnection::alias)
                .containsExactly(StubNetwork.ALIAS);
        assertThat(window.automatic()).isEmpty();
    }

    private PartyId bobThere(String host) {
        PartyId bob = network.party("Bob", "participant1");
        network.host(bob, 1, "participant1 submission");
        network.host(bob, 1, "participant1 submission", host);
        network.node("participant1").hold(bob, PACKAGE, 2);
        network.node("participant1").activations.put(bob, List.of(new Activation(7, Instant.EPOCH)));
        return bob;
    }

    private List<Diagnostic> refused(StubDeclaration declaration) {
        return planned(declaration, Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .diagnostics()
                .stream()
                .filter(Diagnostic::isError)
                .toList();
    }

    /** Nothing of Bob would change, declared or not, and with Alice's contracts the target would be connected. */
    @Test
    void aTargetThatBecameAHostOfAnotherPartyMeanwhileIsNotConnectedByTheRepair() {
        leftIsolated();
        PartyId bob = bobThere("participant2 observation");

        assertThat(refused(declare())).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("target-lacks-others");
            assertThat(said.summary()).isEqualTo("participant2 would be connected without contracts of " + bob);
            assertThat(said.hint()).contains("in one plan", "has to be declared");
            assertThat(said.next())
                    .containsExactly(NextCommand.repairs(List.of("Alice@participant2", bob + "@participant2")));
        });
        assertThat(errors(declare()
                        .party("Bob", "participant1", 1, "participant1 submission", "participant2 observation")))
                .containsExactly("target-lacks-others");
    }

    @Test
    void whatAPersonBroughtOfTheOtherPartyIsComparedAndThenNoObstacle() {
        leftIsolated();
        PartyId bob = bobThere("participant2 observation");
        network.node("participant2").hold(bob, PACKAGE, 1);
        assertThat(errors(declare())).containsExactly("target-lacks-others");

        network.node("participant2")
                .contracts
                .put(bob, network.node("participant1").contracts.get(bob));

        assertThat(errors(declare())).isEmpty();
    }

    /** The target was told of nothing that was created in between. */
    @Test
    void aPartyThatWasTakenFromATargetThatIsAwayAndGivenBackIsLikeOneThatCame() {
        leftIsolated();
        PartyId bob = bobThere("participant2 observation");
        network.node("participant2").hold(bob, PACKAGE, 2);
        network.node("participant2").lastSeen =
                Optional.of(new TreeMap<>(Map.of(bob, network.head(bob).orElseThrow())));
        network.host(bob, 1, "participant1 submission", "participant2 confirmation");
        network.host(bob, 1, "participant1 submission", "participant2 observation");
        assertThat(errors(declare())).isEmpty();

        network.host(bob, 1, "participant1 submission");
        network.host(bob, 1, "participant1 submission", "participant2 observation");
        network.node("participant1").contracts.remove(bob);
        network.node("participant1").hold(bob, PACKAGE, 3);

        assertThat(errors(declare())).containsExactly("target-lacks-others");
    }

    @Test
    void aFlagThatWasClearedWithoutTheTargetSaysNothingOfItsContracts() {
        leftIsolated();
        PartyId bob = bobThere(FLAGGED);
        network.node("participant2").lastSeen =
                Optional.of(new TreeMap<>(Map.of(bob, network.head(bob).orElseThrow())));
        network.host(bob, 1, "participant1 submission", "participant2 observation");

        assertThat(errors(declare())).containsExactly("target-lacks-others");
    }

    @Test
    void anotherPartyThatHadNoContractWhenItCameIsNoObstacle() {
        leftIsolated();
        network.node("participant1").contracts.remove(bobThere("participant2 observation"));

        assertThat(errors(declare())).isEmpty();
    }

    /** With an old view, or without the activation, nobody shows what the party had then. */
    @Test
    void whereNobodyShowsWhatTheOtherPartyHadTheTargetIsNotConnected() {
        leftIsolated();
        PartyId bob = bobThere("participant2 observation");
        network.node("participant1").contracts.remove(bob);
        network.node("participant1").activations.remove(bob);

        assertThat(errors(declare())).containsExactly("target-lacks-others");
    }

    @Test
    void anotherPartyThatIsBeingOnboardedThereIsRepairedInTheSamePlan() {
        leftIsolated();
        PartyId bob = bobThere(FLAGGED);

        assertThat(refused(declare())).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("target-lacks-others");
            assertThat(said.summary()).contains(bob.toString());
            assertThat(said.hint()).contains("in one plan", "has to be declared");
        });
        StubDeclaration both =
                declare().party("Bob", "participant1", 1, "participant1 submission", "participant2 observation");
        NextCommand together = NextCommand.repairs(List.of("Alice@participant2", "Bob@participant2"));
        assertThat(refused(both))
                .extracting(Diagnostic::code, Diagnostic::next)
                .containsExactly(tuple("left-isolated", List.of(NextCommand.resume(), together)));
        assertThat(planned(
                                both,
                                Set.of(
                                        new Repair("Alice", new ParticipantName("participant2")),
                                        new Repair("Bob", new ParticipantName("participant2"))))
                        .value()
                        .content()
                        .windows())
                .singleElement()
                .satisfies(window -> assertThat(window.transfers()).hasSize(2));
    }

    /** That everything is there is not what an unanswered question says. */
    @Test
    void whoeverCannotBeAskedWhatElseTheTargetHostsIsNotRepaired() {
        leftIsolated();
        network.node("participant2").fail("allHostings", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");

        assertThat(planned(declare(), Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                        .isPresent())
                .isFalse();
    }

    /** It was told of none of that, and is when it connects. */
    @Test
    void whatWasUsedWhileATargetWasAwayIsNoObstacle() {
        leftIsolated();
        network.node("participant1")
                .archived
                .put(
                        alice,
                        List.of(network.node("participant1")
                                .contracts
                                .get(alice)
                                .get(1)
                                .id()));

        assertThat(errors(declare())).isEmpty();
    }

    @Test
    void whatATargetSawUsedBeforeItWasIsolatedIsFoundBefore() {
        leftIsolated();
        network.node("participant2").lastSeen =
                Optional.of(new TreeMap<>(Map.of(alice, network.head(alice).orElseThrow())));
        network.node("participant1")
                .archived
                .put(
                        alice,
                        List.of(network.node("participant1")
                                .contracts
                                .get(alice)
                                .get(1)
                                .id()));

        assertThat(errors(declare())).containsExactly("used-while-onboarding");
    }

    @Test
    void whatIsLeftOverOnATargetThatIsAwayIsFoundBefore() {
        leftIsolated();
        network.node("participant2").hold(alice, PACKAGE, 3);

        assertThat(errors(declare())).containsExactly("stale-contracts");
    }

    @Test
    void whatWasArchivedWhileATargetWasAwayIsNotLeftOver() {
        leftIsolated();
        network.node("participant2").hold(alice, PACKAGE, 3);
        network.node("participant1")
                .archived
                .put(
                        alice,
                        List.of(network.node("participant2")
                                .contracts
                                .get(alice)
                                .get(3)
                                .id()));

        assertThat(errors(declare())).isEmpty();
    }

    /** It is told of whatever happens to a contract of a party that it hosts all the while. */
    @Test
    void whatAnotherPartyOfATargetThatIsAwayIsToldOfIsNotLeftOver() {
        network.host(alice, 1, "participant1 submission");
        leftIsolated();
        StubParticipant target = network.node("participant2");
        target.hold(alice, PACKAGE, 3);
        PartyId dora = network.party("Dora", "participant2");
        target.stakeholders.put(target.contracts.get(alice).get(3).id(), Set.of(alice, dora));
        network.host(dora, 1, "participant2 submission");
        assertThat(errors(declare())).containsExactly("stale-contracts");

        target.lastSeen =
                Optional.of(new TreeMap<>(Map.of(dora, network.head(dora).orElseThrow())));

        assertThat(errors(declare())).isEmpty();

        network.host(dora, 1, "participant1 submission");
        network.host(dora, 1, "participant1 submission", "participant2 submission");

        assertThat(errors(declare())).contains("stale-contracts");
    }

    /** Nobody can vet there, and it must not be connected before the contracts are there. */
    @Test
    void aTargetThatIsAwayAndLacksPackagesIsNotRepaired() {
        leftIsolated();
        network.node("participant1").store("pkg 1.0.0", "pkg");
        network.node("participant2").vetted.clear();

        assertThat(errors(declare())).containsExactly("vetting-while-away");
        assertThat(network.node("participant2").calls("validateDar")).isZero();
    }

    /** No contract waits for it, so the repair does not either. */
    @Test
    void aDeclaredPackageThatNoContractNeedsDoesNotHinderTheRepair(@TempDir Path folder) throws IOException {
        leftIsolated();
        Files.write(folder.resolve("next.dar"), TestDar.of("next", "base"));
        StubDeclaration declaration = declare().with(List.of("next.dar"), HostingPath.AUTO, List.of());

        Checked<Plan> plan = DeclarationChecks.check(declaration.build())
                .then(checked -> new Planner(4, duration -> {})
                        .plan(
                                checked,
                                folder,
                                Home.BESIDE,
                                network,
                                Set.of(new Repair("Alice", new ParticipantName("participant2")))));

        assertThat(plan.isPresent()).as(plan.diagnostics().toString()).isTrue();
        assertThat(plan.value().content().vettings()).isEmpty();
        assertThat(plan.value().content().windows()).hasSize(1);
    }

    /** Only one run that reaches both sees what the target cannot show. */
    @Test
    void aTargetThatIsAwayIsRepairedInOneHand() {
        leftIsolated();

        assertThat(errors(declare().operator("participant2", "other"))).containsExactly("repair-in-two-hands");
    }

    /** Alice's contracts are on the former host, too, where two of them are all that is left of others. */
    private void removedEarlier() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.host(alice, 1, "participant1 submission");
        network.node("participant1").hold(alice, PACKAGE, 2);
        network.node("participant1").transactions.put(alice, new TransactionEvidence("update", 3));
        network.node("participant2").hold(alice, PACKAGE, 4);
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
    }

    private List<String> staleIds() {
        return network.node("participant2").contracts.get(alice).stream()
                .skip(2)
                .map(StubParticipant.Contract::id)
                .toList();
    }

    @Test
    void whatAnEarlierHostingLeftIsCountedWithWhatIsProvedArchived() {
        removedEarlier();
        network.node("participant1").archived.put(alice, List.of(staleIds().get(0)));

        Plan plan = planned(declare(), Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .value();

        assertThat(plan.content().windows().get(0).transfers().get(0).leftOver())
                .contains(new LeftOver(2, 1));
    }

    @Test
    void withoutAWordOfAPersonItIsRefusedWithTheCommandThatSaysIt() {
        removedEarlier();

        List<Diagnostic> refused = planned(declare(), Set.of()).diagnostics().stream()
                .filter(diagnostic -> diagnostic.code().equals("hosted-earlier"))
                .toList();

        assertThat(refused)
                .singleElement()
                .satisfies(diagnostic ->
                        assertThat(diagnostic.next()).containsExactly(NextCommand.repair("Alice@participant2")));
    }

    /** One by one, each would be refused for the other. */
    @Test
    void whatIsSaidAlreadyIsInTheCommandThatIsPrintedForAnotherParty() {
        begunByHand(5);
        bobThere(FLAGGED);
        StubDeclaration both =
                declare().party("Bob", "participant1", 1, "participant1 submission", "participant2 observation");

        assertThat(refused(both)).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("half-done-hosting");
            assertThat(said.next())
                    .containsExactly(
                            NextCommand.resume(),
                            NextCommand.repairs(List.of("Alice@participant2", "Bob@participant2")));
        });
    }

    @Test
    void whatIsSaidAlreadyIsInTheCommandThatIsPrintedForAnotherTarget() {
        network.host(alice, 1, "participant1 submission", "participant3 observation");
        removedEarlier();
        StubDeclaration both = new StubDeclaration()
                .sandboxes("participant1", "participant2", "participant3")
                .party(
                        "Alice",
                        "participant1",
                        1,
                        "participant1 submission",
                        "participant2 observation",
                        "participant3 observation");

        assertThat(refused(both)).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("hosted-earlier");
            assertThat(said.next())
                    .containsExactly(NextCommand.repairs(List.of("Alice@participant2", "Alice@participant3")));
        });
    }

    @Test
    void whatIsSaidOfAnotherTargetIsInTheCommandForOneThatLacksMore() {
        leftIsolated();
        bobThere(FLAGGED);
        PartyId carol = network.party("Carol", "participant1");
        network.host(carol, 1, "participant1 submission");
        network.host(carol, 1, "participant1 submission", "participant3 observation flagged");
        network.node("participant1").hold(carol, PACKAGE, 1);
        network.node("participant1").activations.put(carol, List.of(new Activation(9, Instant.EPOCH)));
        StubDeclaration both =
                declare().party("Carol", "participant1", 1, "participant1 submission", "participant3 observation");

        assertThat(planned(
                                both,
                                Set.of(
                                        new Repair("Alice", new ParticipantName("participant2")),
                                        new Repair("Carol", new ParticipantName("participant3"))))
                        .diagnostics())
                .filteredOn(said -> said.code().equals("target-lacks-others"))
                .singleElement()
                .satisfies(said -> assertThat(said.next())
                        .containsExactly(NextCommand.repairs(List.of(
                                "Alice@participant2",
                                network.party("Bob", "participant1") + "@participant2",
                                "Carol@participant3"))));
    }

    /** One of the two has wrong books, and a purge would make the other one wrong, too. */
    @Test
    void whatAnotherPartyThereIsAStakeholderOfIsDisputed() {
        removedEarlier();
        PartyId dora = PartyId.of("Dora::" + network.node("participant2").id().namespace());
        network.host(dora, 1, "participant2 submission");
        network.node("participant2").stakeholders.put(staleIds().get(0), Set.of(alice, dora));

        assertThat(errors(declare())).containsExactly("contracts-disputed");
    }

    /** A stale contract of both would be left there as one of the other's. */
    @Test
    void nobodyElseComesWhereAnEarlierHostingIsPurged() {
        removedEarlier();
        PartyId bob = PartyId.of("Bob::" + network.node("participant1").id().namespace());
        network.host(bob, 1, "participant1 submission", "participant2 observation");
        network.host(bob, 1, "participant1 submission");
        network.node("participant1").hold(bob, PACKAGE, 1);
        network.node("participant1").transactions.put(bob, new TransactionEvidence("update", 3));
        StubDeclaration both =
                declare().party("Bob", "participant1", 1, "participant1 submission", "participant2 observation");

        List<String> refused = planned(
                        both,
                        Set.of(
                                new Repair("Alice", new ParticipantName("participant2")),
                                new Repair("Bob", new ParticipantName("participant2"))))
                .diagnostics()
                .stream()
                .filter(Diagnostic::isError)
                .map(said -> said.code() + " " + said.subject().orElseThrow())
                .toList();

        assertThat(refused).containsExactly("repair-alone Alice", "repair-alone Bob");
    }

    @Test
    void whoWasNoHostBeforeHasNothingToRepair() {
        network.host(alice, 1, "participant1 submission");
        network.node("participant1").hold(alice, PACKAGE, 2);
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    @Test
    void aNewPartyHasNothingToRepair() {
        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    /** No host has to be told of a former one where nothing of the party is. */
    @Test
    void anUnusedPartyHasNothingToRepairWhereItWasHostedBefore() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.host(alice, 1, "participant1 submission");
        StubDeclaration declaration = declare();

        assertThat(planned(declaration, Set.of()).value().content().parties())
                .extracting(PartyChange::path)
                .containsExactly(Route.Path.SIMPLE);
        assertThat(errors(declaration)).containsExactly("nothing-to-repair");
    }

    @Test
    void aPartyThatIsHostedAsDeclaredHasNothingToRepair() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    /** What the two share would be in neither export, which nothing tells when it is too late. */
    @Test
    void whatBecameActiveTogetherWithAnotherPartyIsNotRepaired() {
        begunByHand(5);
        PartyId bob = PartyId.of("Bob::" + network.node("participant1").id().namespace());
        network.host(bob, 1, "participant1 submission", "participant2 observation");

        assertThat(errors(declare())).containsExactly("activations-at-the-same-time");
    }

    @Test
    void anActivationNextToWhatIsPrunedCannotBeExported() {
        begunByHand(5);
        network.node("participant1").prunedUpTo = 4;

        assertThat(errors(declare())).containsExactly("activation-pruned");
    }

    /** Another order of the hosts is another transaction, until all orders are signed. */
    @Test
    void whatIsSignedInEveryOrderIsRefused() {
        network.host(alice, 1, "participant1 submission");
        StubDeclaration declaration = declare();
        PartyChange change =
                planned(declaration, Set.of()).value().content().parties().get(0);
        HostingMapping first = change.direct().orElseThrow();
        List<HostingMapping.Host> hosts = new ArrayList<>(first.hosts());
        Collections.reverse(hosts);
        HostingMapping second =
                new HostingMapping(alice, first.serial(), first.threshold(), hosts, first.signingKeys());
        propose(first, "1220aa");
        propose(second, "1220bb");

        assertThat(planned(declaration, Set.of()).diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(Diagnostic::code))
                .containsExactly("signed-too-early");
    }

    private void propose(HostingMapping mapping, String hash) {
        network.propose(new HostingProposal(mapping, hash, new TreeSet<>(Set.of(alice.namespace()))));
    }

    @Test
    void whatTakesThePartyFromAHostIsDangerous() {
        network.host(alice, 1, "participant1 submission");
        PartyChange change =
                planned(declare(), Set.of()).value().content().parties().get(0);
        HostingProposal removal = new HostingProposal(
                new HostingMapping(alice, 2, 1, List.of(), Optional.empty()), "1220aa", new TreeSet<>());

        assertThat(change.isDangerous(removal)).isTrue();
        assertThat(change.removed(removal))
                .containsExactly(network.node("participant1").id());
        assertThat(change.isDangerous(new HostingProposal(change.direct().orElseThrow(), "1220bb", new TreeSet<>())))
                .isFalse();
    }

    /** Somebody made participant2 a host without the flag; of two contracts of then it has one. */
    private void added() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.node("participant1").hold(alice, PACKAGE, 2);
        network.node("participant2").hold(alice, PACKAGE, 1);
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
        network.node("participant1").activations.put(alice, List.of(new Activation(5, Instant.EPOCH)));
    }

    private void away() {
        network.node("participant2").connection = Registration.Connection.DISCONNECTED;
    }

    private String missed() {
        List<String> contracts = new ArrayList<>();
        network.node("participant1").contracts.get(alice).forEach(contract -> contracts.add(contract.id()));
        network.node("participant2").contracts.get(alice).forEach(contract -> contracts.remove(contract.id()));
        return contracts.get(0);
    }

    @Test
    void whatAHostWithoutTheFlagMissedIsBroughtWhenAPersonSaysSo() {
        added();
        assertThat(planned(declare(), Set.of()).value().content().parties()).isEmpty();

        Plan plan = planned(declare(), Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .value();

        PartyChange change = plan.content().parties().get(0);
        assertThat(change.route().reason()).isEqualTo(Route.Reason.MISSED_CONTRACTS);
        Window window = plan.content().windows().get(0);
        assertThat(window.foundAway()).isEmpty();
        assertThat(window.transfers().get(0).activation())
                .isEqualTo(change.before().orElseThrow());
        assertThat(plan.steps().map(step -> step.kind().word()))
                .contains("export-acs", "import-acs")
                .doesNotContain("propose", "sign", "clear-onboarding");
    }

    @Test
    void aHostWithoutTheFlagThatHasEverythingIsNotRepaired() {
        added();
        network.node("participant2").hold(alice, PACKAGE, 2);

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    @Test
    void whatTheHostWithoutTheFlagHasSeenArchivedItDoesNotLack() {
        added();
        network.node("participant2").archived.put(alice, List.of(missed()));

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    @Test
    void aPartyThatCameIntoBeingWithTheHostHadNothingToMiss() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.node("participant1").hold(alice, PACKAGE, 2);

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    @Test
    void whoeverHostsItAloneLacksNothingThatAnybodyCouldShow() {
        network.host(alice, 1, "participant1 submission");

        assertThat(planned(
                                new StubDeclaration()
                                        .sandboxes("participant1", "participant2")
                                        .party("Alice", "participant1", 1, "participant1 submission"),
                                Set.of(new Repair("Alice", new ParticipantName("participant1"))))
                        .diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("nothing-to-repair");
    }

    /** Its process did not end, so it may have recorded that. */
    @Test
    void whatWasArchivedWhileTheHostWasConnectedIsRefusedBeforeAnybodyIsIsolated() {
        added();
        network.node("participant1").archived.put(alice, List.of(missed()));

        assertThat(errors(declare())).containsExactly("used-while-onboarding");
    }

    /** The use of a contract that it lacks has ended its process, and its own history does not have it. */
    @Test
    void whatWasArchivedSinceTheHostWentAwayIsNoObstacle() {
        added();
        network.node("participant1").archived.put(alice, List.of(missed()));
        away();

        Window window = planned(declare(), Set.of(new Repair("Alice", new ParticipantName("participant2"))))
                .value()
                .content()
                .windows()
                .get(0);

        assertThat(window.foundAway()).contains(StubNetwork.ALIAS);
    }

    @Test
    void whatTheHostHasRecordedItselfIsAnObstacleWhereverItIs() {
        added();
        network.node("participant1").hold(alice, "other", 1);
        String brought =
                network.node("participant2").contracts.get(alice).get(0).id();
        network.node("participant1").archived.put(alice, List.of(brought));
        network.node("participant2").archived.put(alice, List.of(brought));
        away();

        assertThat(errors(declare())).containsExactly("used-while-onboarding");
    }

    /** What it has pruned of its own history it does not tell. */
    @Test
    void aHostThatHasPrunedItsOwnActivationIsTakenForOneThatHasRecordedWhatWasArchived() {
        added();
        network.node("participant1").archived.put(alice, List.of(missed()));
        network.node("participant2").prunedUpTo = 7;
        away();

        assertThat(errors(declare())).containsExactly("used-while-onboarding");
    }

    @Test
    void whatTheSourceHasPrunedNobodyExports() {
        added();
        network.node("participant1").prunedUpTo = 4;

        assertThat(errors(declare())).containsExactly("activation-pruned");
    }

    /** In the window it would be too late. */
    @Test
    void whoseRepairServiceIsNotKnownBringsNothingThatWasMissed() {
        added();
        network.node("participant2").replication = Optional.of(
                new Replication(Replication.Support.BY_DESCRIPTION, "by itself", Optional.of("no ImportAcs")));

        assertThat(refused(declare())).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("release-form-unknown");
            assertThat(said.detail()).contains("no ImportAcs");
        });
    }

    /** A removal leaves the event that ends its process in what it is given. */
    @Test
    void whoeverIsToBeRestoredIsStartedWithoutConnectingAndNotRemoved() {
        added();
        network.node("participant1").archived.put(alice, List.of(missed()));
        assertThat(refused(declare()))
                .singleElement()
                .satisfies(said ->
                        assertThat(said.hint()).contains("start it without connecting", "plan the repair again"));

        network.node("participant1").prunedUpTo = 4;

        assertThat(refused(declare()))
                .singleElement()
                .satisfies(said -> assertThat(said.hint())
                        .contains("before participant2", "keep participant2 disconnected")
                        .doesNotContain("remove"));
    }

    @Test
    void aHostThatIsAwayAndLacksIsNoHostAsDeclared() {
        added();
        away();

        List<Diagnostic> refused = planned(declare(), Set.of()).diagnostics();

        assertThat(refused).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("left-isolated");
            assertThat(said.summary()).contains("became a host of Alice without the onboarding flag");
            assertThat(said.next()).containsExactly(NextCommand.resume(), NextCommand.repair("Alice@participant2"));
        });
    }

    @Test
    void aHostThatIsAwayAndLacksNothingIsAHostAsDeclared() {
        added();
        network.node("participant2").hold(alice, PACKAGE, 2);
        away();

        assertThat(planned(declare(), Set.of()).diagnostics()).isEmpty();
    }

    @Test
    void allThatAHostMissedIsRepairedInOnePlan() {
        added();
        PartyId bob = bobThere("participant2 observation");
        StubDeclaration both =
                declare().party("Bob", "participant1", 1, "participant1 submission", "participant2 observation");
        away();
        NextCommand together = NextCommand.repairs(List.of("Alice@participant2", "Bob@participant2"));
        assertThat(planned(both, Set.of()).diagnostics())
                .singleElement()
                .satisfies(said -> assertThat(said.next()).containsExactly(NextCommand.resume(), together));
        assertThat(refused(both))
                .extracting(Diagnostic::code, Diagnostic::next)
                .containsExactly(tuple("target-lacks-others", List.of(together)));

        Plan plan = planned(
                        both,
                        Set.of(
                                new Repair("Alice", new ParticipantName("participant2")),
                                new Repair("Bob", new ParticipantName("participant2"))))
                .value();

        assertThat(plan.content().windows())
                .singleElement()
                .satisfies(window -> assertThat(window.transfers())
                        .extracting(transfer -> transfer.party())
                        .containsExactly(alice, bob));
    }

    @Test
    void oneOperatorHasBothOfAHostThatMissedContracts() {
        added();

        assertThat(errors(declare().operator("participant2", "other"))).containsExactly("repair-in-two-hands");
    }

    private void vettedEverywhere() {
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> network.node(name).vetted.add(new PackageId(PACKAGE)));
    }

    private static StubDeclaration declareTheOthers() {
        return new StubDeclaration()
                .sandboxes("participant1", "participant2", "participant3")
                .party("Alice", "participant1", 1, "participant2 observation", "participant3 submission");
    }

    /** It shows nothing of then, which is not that nothing was there. */
    @Test
    void aHostThatCameLaterShowsNothingOfWhatWasMissed() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        network.host(alice, 1, "participant2 observation", "participant3 submission");
        network.node("participant1").activations.put(alice, List.of(new Activation(5, Instant.EPOCH)));
        network.node("participant3").activations.put(alice, List.of(new Activation(5, Instant.EPOCH)));
        vettedEverywhere();

        assertThat(errors(declareTheOthers())).containsExactly("no-source");
    }

    /** What it exported would be a part, and with that the target would be connected. */
    @Test
    void aHostThatItselfCameWithoutContractsIsNoSourceOfWhatAnotherMissed() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant3 submission");
        network.host(alice, 1, "participant2 observation", "participant3 submission");
        network.node("participant3").hold(alice, PACKAGE, 1);
        network.node("participant3").activations.put(alice, List.of(new Activation(5, Instant.EPOCH)));
        vettedEverywhere();

        assertThat(errors(declareTheOthers())).containsExactly("no-source");
    }

    @Test
    void whoeverCameWithThePartyIsTheSourceOfWhatAnotherMissed() {
        PartyId own = network.party("Alice", "participant3");
        network.host(own, 1, "participant2 submission");
        network.host(own, 1, "participant1 observation", "participant2 submission");
        network.host(own, 1, "participant1 observation", "participant2 submission", "participant3 observation");
        List.of("participant1", "participant2").forEach(name -> {
            network.node(name).hold(own, PACKAGE, 2);
            network.node(name).activations.put(own, List.of(new Activation(5, Instant.EPOCH)));
        });
        vettedEverywhere();
        StubDeclaration declaration = new StubDeclaration()
                .sandboxes("participant1", "participant2", "participant3")
                .party(
                        "Alice",
                        "participant3",
                        1,
                        "participant1 observation",
                        "participant2 submission",
                        "participant3 observation");
        Set<Repair> repairs = Set.of(new Repair("Alice", new ParticipantName("participant3")));

        assertThat(sourceOf(planned(declaration, repairs))).isEqualTo("participant2");
        assertThat(network.node("participant1").calls("activeContractIds")).isZero();
    }

    private static String sourceOf(Checked<Plan> plan) {
        assertThat(plan.isPresent()).as(plan.diagnostics().toString()).isTrue();
        return plan.value()
                .content()
                .windows()
                .get(0)
                .transfers()
                .get(0)
                .source()
                .name();
    }

    /** The one that shows no more than the target has came without contracts itself. */
    @Test
    void whoeverShowsThatAContractIsMissingIsBelieved() {
        network.host(alice, 1, "participant1 submission");
        network.host(alice, 1, "participant1 submission", "participant3 observation");
        network.host(alice, 1, "participant1 submission", "participant3 observation", "participant2 observation");
        network.node("participant1").hold(alice, PACKAGE, 2);
        network.node("participant2").hold(alice, PACKAGE, 1);
        network.node("participant3").hold(alice, PACKAGE, 1);
        List.of("participant1", "participant3")
                .forEach(name -> network.node(name).activations.put(alice, List.of(new Activation(5, Instant.EPOCH))));
        vettedEverywhere();
        away();
        StubDeclaration all = new StubDeclaration()
                .sandboxes("participant1", "participant2", "participant3")
                .party(
                        "Alice",
                        "participant1",
                        1,
                        "participant1 submission",
                        "participant2 observation",
                        "participant3 observation");

        assertThat(planned(all, Set.of()).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("left-isolated");
    }

    private void prunedSince() {
        added();
        network.node("participant1").archived.put(alice, List.of(missed()));
        network.node("participant2").prunedUpTo = 7;
    }

    /** It would not have survived the archival of a contract that it lacks. */
    @Test
    void whatWasArchivedSinceAHostDoesNotLackThatPrunedAndIsConnected() {
        prunedSince();

        assertThat(errors(declare())).containsExactly("nothing-to-repair");
    }

    @Test
    void aHostThatPrunedWhatItHasSeenArchivedIsNotSaidToLackIt() {
        prunedSince();
        away();

        assertThat(planned(declare(), Set.of()).diagnostics()).isEmpty();
    }

    @Test
    void aHostThatPrunedLacksWhatIsStillActive() {
        prunedSince();
        network.node("participant1").archived.clear();
        away();

        assertThat(planned(declare(), Set.of()).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("left-isolated");
    }

    /** Carol's other host cannot be asked what the target lacks of her. */
    private PartyId carolOfWhomNobodyAnswers() {
        PartyId carol = network.party("Carol", "participant3");
        network.host(carol, 1, "participant3 submission");
        network.host(carol, 1, "participant3 submission", "participant2 observation");
        network.node("participant3").activations.put(carol, List.of(new Activation(5, Instant.EPOCH)));
        network.node("participant3").fail("activeContractIds", CallFailure.Kind.UNREACHABLE, "UNAVAILABLE");
        return carol;
    }

    @Test
    void oneWhoDoesNotAnswerHidesNothingThatOthersShow() {
        added();
        PartyId carol = carolOfWhomNobodyAnswers();
        away();

        assertThat(planned(declare(), Set.of()).diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("left-isolated");
            assertThat(said.summary()).contains("became a host of Alice", "contracts of " + carol);
            assertThat(said.next()).containsExactly(NextCommand.resume(), NextCommand.repair("Alice@participant2"));
        });
        assertThat(refused(declare())).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("target-lacks-others");
            assertThat(said.summary()).contains("perhaps without contracts of " + carol);
        });
    }

    @Test
    void whereNobodyAnswersWhetherAHostThatIsAwayLacksNothingIsPlanned() {
        PartyId carol = carolOfWhomNobodyAnswers();
        away();

        assertThat(planned(
                                new StubDeclaration()
                                        .sandboxes("participant1", "participant2", "participant3")
                                        .party(
                                                "Carol",
                                                "participant3",
                                                1,
                                                "participant3 submission",
                                                "participant2 observation"),
                                Set.of())
                        .diagnostics())
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.code()).isEqualTo("left-isolated");
                    assertThat(said.summary()).contains("nobody answered").doesNotContain(carol.toString());
                });
    }

    /** Its repair would be refused, since it may have kept what is archived by now. */
    @Test
    void aPartyThatWasTakenAwayAndGivenBackIsToldWithoutACommandThatCannotSucceed() {
        network.host(alice, 1, "participant1 submission", "participant2 observation");
        added();
        away();

        assertThat(planned(declare(), Set.of()).diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("left-isolated");
            assertThat(said.detail()).contains("Alice was taken from it before and given back");
            assertThat(said.next()).containsExactly(NextCommand.resume());
        });
    }

    @Test
    void whatWasTakenFromATargetAndGivenBackNoRepairOfOthersPrints() {
        leftIsolated();
        PartyId bob = network.party("Bob", "participant1");
        network.host(bob, 1, "participant1 submission", "participant2 observation");
        bobThere("participant2 observation");

        assertThat(refused(declare())).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("target-lacks-others");
            assertThat(said.detail()).contains(bob + " was taken from it before and given back");
            assertThat(said.next()).isEmpty();
        });
    }
}
