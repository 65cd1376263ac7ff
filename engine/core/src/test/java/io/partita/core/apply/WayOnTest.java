package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.plan.Route;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.ExitStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last line says what leads on, when a run ends and when status is asked, and never what is refused for ever. */
class WayOnTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private final PartyId alice = scene.party("Alice", 3);
    private Runner runner;

    @BeforeEach
    void ready() {
        runner = new Runner(scene, folder);
    }

    private void requireNext(RunResult result, SavedPlan plan, String code, NextCommand command) {
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains(code);
        assertThat(result.next()).as(result.diagnostics().toString()).first().isEqualTo(command);
        assertThat(runner.recorded(plan)).isEqualTo(command);
    }

    private Runner before(Step.Kind kind, Consumer<Step> action) {
        return runner.listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == kind) {
                    action.accept(step);
                }
            }
        });
    }

    private HostingMapping byHand(int serial, Host... hosts) {
        return new HostingMapping(alice, serial, 1, List.of(hosts), Optional.empty());
    }

    private Host source() {
        return new Host(scene.source.id, Permission.CONFIRMATION, Onboarding.CLEAR);
    }

    @Test
    void aPartyThatSignedTooEarlyIsPlannedAgain() {
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.sign(scene.after(alice, Onboarding.FLAGGED, 2), scene.source.id.namespace());

        requireNext(runner.apply().run(plan), plan, "signed-too-early", NextCommand.plan());
    }

    /** Another plan is refused as long as the target is away. */
    @Test
    void aHostingThatMovedOnGivesTheTargetBackFirst() {
        SavedPlan plan = Scene.saved(scene.offline());
        before(Step.Kind.SIGN, step -> scene.network.change(byHand(2, source())));

        requireNext(runner.apply().run(plan), plan, "mapping-moved-on", NextCommand.abandon());
    }

    @Test
    void aHostingThatMovedOnWithNothingOpenIsPlannedAgain() {
        SavedPlan plan = Scene.saved(scene.direct(Route.of(Route.Reason.HOSTS_CHANGE), party -> byHand(1, source())));

        requireNext(runner.apply().run(plan), plan, "mapping-moved-on", NextCommand.plan());
    }

    @Test
    void aHostThatIsTakenAwayAfterItsReconnectionIsPlannedAgain() {
        SavedPlan plan = Scene.saved(scene.offline());
        before(Step.Kind.CLEAR_ONBOARDING, step -> {
            scene.network.change(byHand(3, source()));
            scene.time.pass(Duration.ofSeconds(5));
        });

        requireNext(runner.apply().run(plan), plan, "no-longer-host", NextCommand.plan());
    }

    @Test
    void aHostingThatDiffersIsPlannedAgainAndAViewThatIsOldIsNot() {
        SavedPlan plan = Scene.saved(scene.offline());
        before(Step.Kind.VERIFY_HOSTING, step -> {
            scene.target.connected = false;
        });
        requireNext(runner.apply().run(plan), plan, "hosting-differs", NextCommand.resume());

        scene.target.connected = true;
        runner.listening(ApplyListener.SILENT);
        scene.network.change(byHand(4, source(), new Host(scene.target.id, Permission.OBSERVATION, Onboarding.CLEAR)));
        scene.time.pass(Duration.ofSeconds(5));
        requireNext(runner.apply().resume(plan), plan, "hosting-differs", NextCommand.plan());
    }

    @Test
    void anotherReleaseInAWindowIsAccepted() {
        scene.backup(new Backup.Manual());
        SavedPlan plan = Scene.saved(scene.offline());
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(runner.recorded(plan)).isEqualTo(NextCommand.backedUp("participant2"));
        scene.target.release = "3.5.1";
        runner.with(runner.options().backedUp(Set.of(Scene.TARGET)));

        requireNext(
                runner.apply().resume(plan),
                plan,
                "fact-moved",
                NextCommand.resume().with("--accept-release", "participant2"));
    }

    /** No target is away any more, and the run is to be finished nevertheless. */
    @Test
    void anUpgradeAfterTheReconnectionIsAccepted() {
        SavedPlan plan = Scene.saved(scene.offline());
        PhysicalSynchronizerId old = scene.network.synchronizer;
        PhysicalSynchronizerId upgraded = new PhysicalSynchronizerId(old.logical(), old.protocolVersion(), 1);
        before(
                Step.Kind.CLEAR_ONBOARDING,
                step -> scene.network.wrap(found -> Intercepted.by(
                        (name, arguments, call) -> {
                            if (name.equals("synchronizer")) {
                                return upgraded;
                            }
                            if (arguments != null && Arrays.asList(arguments).contains(old)) {
                                throw scene.source.failed(
                                        CallFailure.Kind.NOT_FOUND, "TOPOLOGY_STORE_NOT_FOUND", "not known");
                            }
                            return call.proceed();
                        },
                        found)));

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.interlocks()).isEmpty();
        requireNext(result, plan, "synchronizer-upgraded", NextCommand.acceptingSynchronizer(upgraded.toString()));
    }

    /** Another plan would not know that the target does not connect by itself yet. */
    @Test
    void aCallThatIsNotKnownAfterTheReconnectionIsResumed() {
        SavedPlan plan = Scene.saved(scene.offline());
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("setManualConnect") && scene.target.imports > 0) {
                        throw scene.source.failed(CallFailure.Kind.UNSUPPORTED, "UNIMPLEMENTED", "not known");
                    }
                    return call.proceed();
                },
                found));

        requireNext(runner.apply().run(plan), plan, "participant-lacks-call", NextCommand.resume());
    }

    /** Whoever may be host of what was signed already is not given up, whatever another step says. */
    @Test
    void whatMayHaveBeenSignedKeepsTheRunThoughAnotherStepWantsItGivenUp() {
        PartyId bob = scene.party("Bob", 2);
        SavedPlan plan = Scene.saved(scene.offline());
        before(Step.Kind.SIGN, step -> {
            if (step.party().equals(Optional.of(bob))) {
                HostingMapping moved = new HostingMapping(bob, 2, 1, List.of(source()), Optional.empty());
                scene.network.change(moved);
            }
        });

        RunResult result = runner.apply().run(plan);

        requireNext(result, plan, "mapping-moved-on", NextCommand.resume());
        assertThat(runner.apply().abandon(plan, "tried").exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(scene.target.connected).isFalse();
    }

    /** What was said by a process before the last one is not said again. */
    @Test
    void onlyTheLastProcessSaysWhatLeadsOn() {
        SavedPlan plan = Scene.saved(scene.offline());
        before(Step.Kind.SIGN, step -> scene.network.change(byHand(2, source())));
        requireNext(runner.apply().run(plan), plan, "mapping-moved-on", NextCommand.abandon());
        runner.listening(ApplyListener.SILENT);
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (!name.equals("name")) {
                        throw scene.source.failed(CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "connection refused");
                    }
                    return call.proceed();
                },
                found));

        requireNext(runner.apply().resume(plan), plan, "participant-unreachable", NextCommand.resume());
        scene.network.wrap(UnaryOperator.identity());
    }
}
