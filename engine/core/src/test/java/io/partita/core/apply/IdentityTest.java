package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Participants whose endpoints lead to each other. */
class IdentityTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);
    private Runner runner;
    private SavedPlan plan;

    @BeforeEach
    void ready() {
        scene.party("Alice", 2);
        runner = new Runner(scene, folder);
        plan = Scene.saved(scene.offline());
    }

    @Test
    void aRunCallsNobodyElse() {
        List<String> writes = writes();
        scene.network.exchange(Scene.SOURCE, Scene.TARGET);

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("participant-is-another");
        assertThat(result.diagnostics())
                .anySatisfy(said ->
                        assertThat(said.detail()).contains(scene.source.id.toString(), scene.target.id.toString()));
        assertThat(result.interlocks()).isEmpty();
        assertThat(writes).isEmpty();
    }

    @Test
    void aDryRunSaysSo() {
        scene.network.exchange(Scene.SOURCE, Scene.TARGET);

        DryRunReport report = runner.apply().dryRun(plan);

        assertThat(report.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(report.diagnostics()).extracting(Diagnostic::code).contains("participant-is-another");
    }

    @Test
    void aResumeInAWindowTouchesNobodyElseAndGoesOnWhenEverythingIsBack() {
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("importAcs")) {
                        throw new IllegalStateException("broken");
                    }
                    return call.proceed();
                },
                participant));
        runner.apply().run(plan);
        assertThat(kinds(runner)).contains(Interlock.Kind.ISOLATION);
        List<String> writes = writes();
        scene.network.exchange(Scene.SOURCE, Scene.TARGET);

        RunResult away = runner.apply().resume(plan);

        assertThat(away.exit().isComplete()).isFalse();
        assertThat(away.diagnostics()).extracting(Diagnostic::code).contains("participant-is-another");
        assertThat(kinds(runner)).contains(Interlock.Kind.ISOLATION);
        assertThat(writes).isEmpty();

        RunResult abandoned = runner.apply().abandon(plan, "no way on");

        assertThat(abandoned.exit().isComplete()).isFalse();
        assertThat(writes).isEmpty();

        scene.network.exchange(Scene.SOURCE, Scene.TARGET);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
    }

    @Test
    void pruningThatIsOffIsRestoredOnlyWhereItWasSwitchedOff() {
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("exportAcs")) {
                        scene.network.exchange(Scene.SOURCE, Scene.TARGET);
                    }
                    return call.proceed();
                },
                participant));

        RunResult result = runner.apply().run(plan);

        assertThat(result.exit().isComplete()).isFalse();
        assertThat(scene.target.pruning).isEmpty();
        assertThat(result.diagnostics()).extracting(Diagnostic::code).contains("open-pruning");
    }

    /** An upgrade keeps the logical id and raises the number; anything else is another synchronizer, accepted or not. */
    @Test
    void anotherSynchronizerIsNoUpgradeThatCouldBeAccepted() {
        PhysicalSynchronizerId other =
                new PhysicalSynchronizerId(SynchronizerId.of("other::" + TinyNetwork.fingerprint('e')), 35, 1);
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> name.equals("synchronizer") ? other : call.proceed(), participant));

        RunResult result =
                runner.with(runner.options().accepting(other)).apply().run(plan);

        assertThat(result.exit()).isEqualTo(ExitStatus.STALE);
        assertThat(result.interlocks()).isEmpty();
    }

    /** Every call that changes something, from now on. */
    private List<String> writes() {
        List<String> writes = new ArrayList<>();
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (Trouble.isWrite(name)) {
                        writes.add(participant.name() + " " + name);
                    }
                    return call.proceed();
                },
                participant));
        return writes;
    }

    private static List<Interlock.Kind> kinds(Runner runner) {
        return runner.folder.read().value().state().interlocks().stream()
                .map(Interlock::kind)
                .toList();
    }
}
