package io.partita.core.apply;

import static io.partita.core.model.HostingMapping.Onboarding.CLEAR;
import static io.partita.core.model.Permission.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.plan.Window;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody isolated the target, made a party active on it with the onboarding flag, and went away. */
class FoundAwayTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);

    @BeforeEach
    void begunByHand() throws CallFailed {
        scene.target.vetted.add(Scene.PACKAGE);
        HostingMapping flagged = scene.after(alice, Onboarding.FLAGGED, 2);
        scene.network.sign(flagged, scene.target.id.namespace());
        pass();
        scene.target.setManualConnect(TinyNetwork.ALIAS, ManualConnect.MANUAL);
        scene.target.disconnect(TinyNetwork.ALIAS);
        scene.network.sign(flagged, scene.source.id.namespace());
        pass();
        scene.network.archive(
                alice, scene.source.active(alice, Long.MAX_VALUE).iterator().next());
        pass();
    }

    private void pass() {
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    private SavedPlan repair() {
        return Scene.saved(repair(
                TinyNetwork.ALIAS,
                new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.DISCONNECTED, scene.target.manual)));
    }

    private PlanContent repair(String foundAway, PlannedConnection... found) {
        PlanContent offline = scene.offline();
        Window window = offline.windows().get(0);
        return scene.content(
                List.of(scene.change(alice, Route.of(Route.Reason.INCOMPLETE_IMPORT), Optional.empty())),
                List.of(),
                offline.sources(),
                List.of(new Window(
                        1,
                        Scene.TARGET,
                        List.of(found),
                        Optional.of(foundAway),
                        new TreeSet<>(scene.target.vetted),
                        window.transfers())));
    }

    @Test
    void theContractsComeAndItIsConnected() {
        SavedPlan plan = repair();

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(plan.plan().steps().map(Step::kind)).doesNotContain(Step.Kind.PROPOSE, Step.Kind.SIGN);
        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
        scene.network.settle();
        assertThat(scene.network.head(alice, scene.time.instant()).orElseThrow().mapping())
                .isEqualTo(scene.after(alice, Onboarding.CLEAR, 3));
        assertThat(scene.target.active(alice, Long.MAX_VALUE))
                .hasSize(2)
                .isEqualTo(scene.source.active(alice, Long.MAX_VALUE));
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.poisoned).isFalse();
    }

    /** Somebody made another party active on it since, with so many contracts and without bringing them. */
    private PartyId meanwhile(int contracts, Onboarding onboarding) {
        PartyId bob = PartyId.of("Bob::" + scene.source.id.namespace());
        scene.network.change(new HostingMapping(
                bob, 1, 1, List.of(new HostingMapping.Host(scene.source.id, SUBMISSION, CLEAR)), Optional.empty()));
        pass();
        for (int i = 0; i < contracts; i++) {
            scene.network.create(bob);
        }
        pass();
        scene.network.change(scene.after(bob, onboarding, 2));
        pass();
        return bob;
    }

    /** Connected, it would end with the first use of a contract of the other party. */
    @Test
    void whoeverCameThereSinceThePlanIsFoundBeforeTheTargetIsConnected() {
        SavedPlan plan = repair();
        PartyId bob = meanwhile(1, CLEAR);
        Runner runner = new Runner(scene, folder);

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics())
                .filteredOn(said -> said.code().equals("target-lacks-others"))
                .singleElement()
                .satisfies(said -> assertThat(said.summary()).contains(bob.abbreviated()));
        assertThat(scene.target.connected).isFalse();

        assertThat(result.next()).first().isEqualTo(NextCommand.abandon());
        assertThat(runner.recorded(plan)).isEqualTo(NextCommand.abandon());
        assertThat(runner.apply().abandon(plan, "another party came").exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void whoeverIsBeingOnboardedThereSinceThePlanIsFound() {
        SavedPlan plan = repair();
        meanwhile(0, Onboarding.FLAGGED);

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("target-lacks-others");
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void aPartyWithoutContractsThatCameThereSinceThePlanIsNoObstacle() {
        SavedPlan plan = repair();
        meanwhile(0, CLEAR);

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
    }

    /** Nobody knows how it was before somebody isolated it. */
    @Test
    void itsSettingStaysAsItWasFound() {
        new Runner(scene, folder).apply().run(repair());

        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);
    }

    @Test
    void whoeverConnectedItSinceIsFoundBeforeAnythingIsDone() throws CallFailed {
        SavedPlan plan = repair();
        scene.target.reconnect(TinyNetwork.ALIAS);

        RunResult result = new Runner(scene, folder).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.interlocks()).isEmpty();
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("fact-moved");
    }

    /** Where the synchronizer goes by its id, the plan alone does not tell which alias is meant. */
    @Test
    void whatIsNotThePlansSynchronizerIsNeverConnected() throws CallFailed {
        scene.target.reconnect(TinyNetwork.ALIAS);
        PhysicalSynchronizerId other = PhysicalSynchronizerId.parse("other::1220" + "cd".repeat(32) + "::35-0")
                .orElseThrow();
        scene.target.further.add(new Registration(
                "other", Optional.of(other), Registration.Connection.DISCONNECTED, ManualConnect.MANUAL));
        PlanContent edited = repair(
                "other",
                new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.CONNECTED, ManualConnect.MANUAL),
                new PlannedConnection("other", Registration.Connection.DISCONNECTED, ManualConnect.MANUAL));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(byId(edited)));

        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.REFUSED);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("away-from-another");
        assertThat(result.interlocks()).isEmpty();
        assertThat(scene.target.connected).isTrue();
    }

    @Test
    void byTheIdOfTheSynchronizerItIsRepairedAsWell() {
        PlanContent plan = repair(
                TinyNetwork.ALIAS,
                new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.DISCONNECTED, ManualConnect.MANUAL));

        RunResult result = new Runner(scene, folder).apply().run(Scene.saved(byId(plan)));

        assertThat(result.exit()).as(result.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isTrue();
    }

    private PlanContent byId(PlanContent plan) {
        return new PlanContent(
                plan.home(),
                plan.network(),
                scene.network.synchronizer.logical().toString(),
                plan.synchronizer(),
                plan.decisionTimeout(),
                plan.participants(),
                plan.keys(),
                plan.namespaces(),
                plan.parties(),
                plan.unchanged(),
                plan.vettings(),
                plan.sources(),
                plan.windows());
    }

    @Test
    void givenUpItIsLeftAsItWasFound() {
        scene.backup(new Backup.Manual());
        SavedPlan plan = repair();
        Runner runner = new Runner(scene, folder);
        RunResult waiting = runner.apply().run(plan);
        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.interlocks()).extracting(Interlock::kind).contains(Interlock.Kind.ISOLATION);

        RunResult abandoned = runner.apply().abandon(plan, "somebody else is at it");

        assertThat(abandoned.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
        assertThat(abandoned.diagnostics()).extracting(Diagnostic::code).doesNotContain("left-isolated");
    }

    /** Somebody disconnected it and let it connect by itself: its next start would, without the contracts. */
    @Test
    void givenUpItDoesNotConnectByItselfWithoutTheContracts() throws CallFailed {
        scene.target.setManualConnect(TinyNetwork.ALIAS, ManualConnect.AUTOMATIC);
        scene.backup(new Backup.Manual());
        SavedPlan plan = repair();
        Runner runner = new Runner(scene, folder);
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);

        RunResult abandoned = runner.apply().abandon(plan, "somebody else is at it");

        assertThat(abandoned.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(abandoned.interlocks()).isEmpty();
        assertThat(scene.target.connected).isFalse();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.MANUAL);
        assertThat(abandoned.diagnostics())
                .filteredOn(said -> said.code().equals("left-isolated"))
                .singleElement()
                .satisfies(said -> assertThat(said.hint()).contains("_.copy(manualConnect = false)"));
    }

    @Test
    void repairedItConnectsByItselfAsItDidBefore() throws CallFailed {
        scene.target.setManualConnect(TinyNetwork.ALIAS, ManualConnect.AUTOMATIC);

        assertThat(new Runner(scene, folder).apply().run(repair()).exit()).isEqualTo(ExitStatus.DONE);

        assertThat(scene.target.connected).isTrue();
        assertThat(scene.target.manual).isEqualTo(ManualConnect.AUTOMATIC);
    }
}
