package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Window;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.topology.ContractSet;
import io.partita.core.topology.EarlierHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody made the target a host of a party without the onboarding flag, and never brought its contracts there. */
class MissedTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);

    private void added(PartyId... parties) {
        for (PartyId party : parties) {
            scene.network.change(scene.after(party, Onboarding.CLEAR, 2));
        }
        pass();
    }

    private void pass() {
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    private String anyOf(PartyId party) {
        return scene.source.active(party, Long.MAX_VALUE).iterator().next();
    }

    /** A contract that the target lacks is used, and its process is started again without its synchronizers. */
    private void usedAndStartedAway() {
        scene.network.archive(alice, anyOf(alice));
        pass();
        assertThat(scene.target.poisoned).isTrue();
        scene.target.startAway();
    }

    private SavedPlan repair() {
        return repair(scene);
    }

    /** The repair of all parties of a scene, on the target as it is. */
    static SavedPlan repair(Scene scene) {
        scene.target.vetted.add(Scene.PACKAGE);
        Registration.Connection now =
                scene.target.connected ? Registration.Connection.CONNECTED : Registration.Connection.DISCONNECTED;
        List<Transfer> transfers = scene.parties.stream()
                .map(party -> new Transfer(
                        scene.after(party, Onboarding.CLEAR, scene.base + 1),
                        Scene.SOURCE,
                        new TreeSet<>(Set.of(Scene.PACKAGE)),
                        3))
                .toList();
        return Scene.saved(scene.content(
                scene.parties.stream()
                        .map(party -> scene.change(party, Route.of(Route.Reason.MISSED_CONTRACTS), Optional.empty()))
                        .toList(),
                List.of(),
                scene.offline().sources(),
                List.of(new Window(
                        1,
                        Scene.TARGET,
                        List.of(new PlannedConnection(TinyNetwork.ALIAS, now, scene.target.manual)),
                        scene.target.connected ? Optional.empty() : Optional.of(TinyNetwork.ALIAS),
                        new TreeSet<>(scene.target.vetted),
                        transfers))));
    }

    private void assertRepaired(RunResult result, PartyId... parties) {
        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
        scene.network.settle();
        assertThat(scene.target.poisoned).isFalse();
        assertThat(scene.target.connected).isTrue();
        for (PartyId party : parties) {
            assertThat(scene.target.active(party, Long.MAX_VALUE))
                    .containsExactlyInAnyOrderElementsOf(scene.source.active(party, Long.MAX_VALUE));
        }
        assertThat(scene.network.lastSerial(alice)).isEqualTo(2);
    }

    @Test
    void aHostWhoseProcessEndedGetsWhatItMissedBeforeItIsConnected() {
        added(alice);
        usedAndStartedAway();
        SavedPlan plan = repair();

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(plan.plan().steps().map(Step::kind))
                .doesNotContain(Step.Kind.PROPOSE, Step.Kind.SIGN, Step.Kind.CLEAR_ONBOARDING);
        assertRepaired(result, alice);
        assertThat(scene.target.active(alice, Long.MAX_VALUE)).hasSize(2);
        assertThat(scene.target.clearCalls).isZero();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
    }

    @Test
    void aHostThatIsConnectedAndWasNotUsedIsIsolatedForIt() {
        added(alice);

        assertRepaired(new Runner(scene, folder).apply().run(repair()), alice);

        assertThat(scene.target.active(alice, Long.MAX_VALUE)).hasSize(3);
    }

    /** What was created since, it was told of. */
    @Test
    void whatWasCreatedSinceIsNoObstacle() {
        added(alice);
        scene.network.create(alice);
        pass();
        usedAndStartedAway();

        assertRepaired(new Runner(scene, folder).apply().run(repair()), alice);
    }

    /** A person brought one contract by hand, and the target has recorded its archival. */
    @Test
    void whatTheTargetHasRecordedAsArchivedIsNotImportedAndTheRunIsGivenUp() throws CallFailed {
        added(alice);
        String brought = anyOf(alice);
        scene.target.disconnect(TinyNetwork.ALIAS);
        scene.target.bring(alice, brought);
        scene.target.reconnect(TinyNetwork.ALIAS);
        scene.network.archive(alice, brought);
        pass();
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = repair();

        RunResult refused = runner.apply().run(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        Diagnostic said = refused.diagnostics().get(refused.diagnostics().size() - 1);
        assertThat(said.code()).isEqualTo("target-was-online");
        assertThat(said.hint()).contains("start it without connecting it", "plan the repair again");
        assertThat(said.next()).containsExactly(NextCommand.resume().with("--abandon"));
        assertThat(scene.target.imports).isZero();
        assertThat(runner.apply().abandon(plan, "archived there").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
    }

    /** Both were added in one transaction, and share a contract. */
    @Test
    void partiesThatCameAtTheSameTimeAreRepairedTogether() {
        PartyId bob = scene.party("Bob", 2);
        share(bob);
        scene.target.stakeholders.putAll(scene.source.stakeholders);
        added(alice, bob);
        usedAndStartedAway();

        assertRepaired(new Runner(scene, folder).apply().run(repair()), alice, bob);

        assertThat(scene.source.excluded).isEmpty();
    }

    /** One contract of Alice is Bob's as well. */
    private void share(PartyId bob) {
        String shared = anyOf(alice);
        scene.network.share(bob, shared);
        scene.network.settle();
        scene.source.stakeholders.put(shared, Set.of(alice, bob));
    }

    /** Bob's host has seen the archival of what he shares with Alice: its import would be refused. */
    @Test
    void whatAnotherPartyBroughtBeforeIsLeftOutOfTheFile() {
        PartyId bob = scene.party("Bob", 0);
        scene.parties.remove(bob);
        added(bob);
        share(bob);
        pass();
        added(alice);

        RunResult result = new Runner(scene, folder).apply().run(repair());

        assertThat(scene.source.excluded).containsExactly(bob);
        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("import-incomplete");
        assertThat(result.next()).first().isEqualTo(NextCommand.abandon());
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void whoeverElseIsLackedIsFoundBeforeTheTargetIsConnected() {
        PartyId bob = scene.party("Bob", 1);
        scene.parties.remove(bob);
        added(alice, bob);
        usedAndStartedAway();
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = repair();

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("target-lacks-others"))
                .singleElement()
                .satisfies(said -> assertThat(said.summary()).contains(bob.abbreviated()));
        assertThat(scene.target.connected).isFalse();
        assertThat(runner.apply().abandon(plan, "Bob as well").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void anImportWhoseAnswerIsLostIsAskedAgain() {
        added(alice);
        usedAndStartedAway();
        SavedPlan plan = repair();
        Trouble trouble = new Trouble(Trouble.Kind.UNKNOWN_AFTER, 0);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    Object answer = call.proceed();
                    if (name.equals("importIntoBooks")) {
                        throw trouble.kill("importIntoBooks");
                    }
                    return answer;
                },
                participant));
        Runner runner = new Runner(scene, folder);
        RunResult lost = runner.apply().run(plan);
        assertThat(lost.exit()).isNotEqualTo(ExitStatus.DONE);
        assertThat(lost.interlocks()).extracting(Interlock::kind).contains(Interlock.Kind.PARTIAL_IMPORT);
        scene.network.wrap(participant -> participant);

        assertRepaired(runner.apply().resume(plan), alice);

        assertThat(scene.target.imports).isEqualTo(2);
    }

    /** Whoever wrote it into the plan: what it exports is a part of what the target lacks. */
    @Test
    void aSourceThatItselfCameWithoutContractsIsRefused() {
        carolCameToTheSourceWithoutContracts();
        scene.network.change(scene.after(carol, Onboarding.CLEAR, 3));
        pass();
        scene.target.startAway();
        scene.base = 2;

        RunResult refused = new Runner(scene, folder).apply().run(repair());

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics()).extracting(Diagnostic::code).contains("no-source");
        assertThat(scene.target.imports).isZero();
    }

    /** Bob is hosted there all the while, so that is not in the file: the target is told of it when it connects. */
    @Test
    void whatWasCreatedForAnotherPartyWhileTheTargetWasAwayIsNotLacked() {
        PartyId bob = scene.party("Bob", 0);
        scene.parties.remove(bob);
        added(bob);
        scene.target.startAway();
        scene.target.disconnectedAt = scene.time.instant();
        pass();
        String shared = scene.network.create(alice);
        scene.network.share(bob, shared);
        scene.source.stakeholders.put(shared, Set.of(alice, bob));
        scene.target.stakeholders.put(shared, Set.of(alice, bob));
        pass();
        added(alice);

        RunResult result = new Runner(scene, folder).apply().run(repair());

        assertThat(scene.source.excluded).containsExactly(bob);
        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.active(bob, Long.MAX_VALUE)).containsExactly(shared);
    }

    private PartyId carol;
    private TinyParticipant founder;

    private void carolCameToTheSourceWithoutContracts() {
        carol = PartyId.of("Carol::" + scene.source.id.uid().namespace());
        founder = scene.network.add("participant3", 'c');
        scene.parties.clear();
        scene.parties.add(carol);
        HostingMapping.Host first = new HostingMapping.Host(founder.id, Permission.SUBMISSION, Onboarding.CLEAR);
        HostingMapping.Host later = new HostingMapping.Host(scene.source.id, Permission.SUBMISSION, Onboarding.CLEAR);
        scene.network.host(new HostingMapping(carol, 1, 1, List.of(first), Optional.empty()));
        scene.network.create(carol);
        pass();
        scene.network.change(new HostingMapping(carol, 2, 1, List.of(first, later), Optional.empty()));
        pass();
        scene.network.create(carol);
        pass();
    }

    /** What was brought to it later is in no export of when the target became a host. */
    @Test
    void aSourceThatGotWhatItLackedAfterTheTargetCameIsNone() throws CallFailed {
        carolCameToTheSourceWithoutContracts();
        List<HostingMapping.Host> all =
                new ArrayList<>(scene.after(carol, Onboarding.CLEAR, 3).hosts());
        all.add(new HostingMapping.Host(founder.id, Permission.SUBMISSION, Onboarding.CLEAR));
        scene.network.change(new HostingMapping(carol, 3, 1, all, Optional.empty()));
        pass();
        assertThat(scene.source.active(carol, Long.MAX_VALUE)).hasSize(1);
        scene.source.bring(
                carol, founder.active(carol, Long.MAX_VALUE).iterator().next());
        EarlierHosts hosts = new EarlierHosts(
                carol,
                scene.network.synchronizer,
                founder.hostingHistory(scene.network.synchronizer, carol),
                Map.of(founder.id, founder, scene.source.id, scene.source),
                ContractSet::temporary);

        assertThat(hosts.isComplete(scene.source.id, scene.source)).contains(true);
        assertThat(hosts.include(scene.source.id, scene.target.id)).isFalse();
        assertThat(hosts.include(founder.id, scene.target.id)).isTrue();
    }

    /** What was there then is looked for on it until the target is connected. */
    @Test
    void theSourcePrunesOnlyWhenTheTargetIsConnected() {
        added(alice);
        usedAndStartedAway();
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("setPruningSchedule")) {
                        scene.source.pruned = 9 + scene.source.ledger.size();
                    }
                    return call.proceed();
                },
                participant));

        assertRepaired(new Runner(scene, folder).apply().run(repair()), alice);

        assertThat(scene.source.pruned).isPositive();
    }
}
