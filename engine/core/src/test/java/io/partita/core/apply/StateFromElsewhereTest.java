package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.OpenState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a state says that came with a folder, of runs that nobody here has seen, is not done by a new run. */
class StateFromElsewhereTest {

    /** It would take away what the export needs, and whatever else is older than a second. */
    private static final PruningSchedule FORGED = new PruningSchedule(
            "* * * * * ?", Duration.ofHours(1), Duration.ofSeconds(1), PruningSchedule.Extent.EVERYTHING);

    private static final RunId OTHER = new RunId("20250101-000000-abcdef");

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35);

    @Test
    void noScheduleOfAnotherRunIsSet() {
        scene.party("Alice", 2);
        Runner runner = new Runner(scene, folder);
        aFinishedRunLeft(runner, Interlock.Kind.PRUNING_SUSPENDED, new Result.Schedule(FORGED));
        List<Object> set = new ArrayList<>();
        scene.network.wrap(participant -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("setPruningSchedule")) {
                        set.add(arguments[0]);
                    }
                    return call.proceed();
                },
                participant));

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(set).isNotEmpty().containsOnly(Scene.PRUNING);
        assertThat(scene.source.pruning).contains(Scene.PRUNING);
    }

    private void aFinishedRunLeft(Runner runner, Interlock.Kind kind, Result before) {
        LockAttempt attempt = runner.folder.lock("apply");
        attempt.match(
                taken -> {
                    try (OpenState state = new OpenState(taken.lease())) {
                        state.append(List.of(
                                new JournalEvent.RunStarted(OTHER, "0f".repeat(32), "somebody"),
                                new JournalEvent.InterlockOpened(new Interlock(
                                        kind,
                                        Scene.SOURCE,
                                        scene.source.id,
                                        Optional.empty(),
                                        OTHER,
                                        scene.time.instant(),
                                        Optional.of(before))),
                                new JournalEvent.RunEnded(OTHER, ExitStatus.DONE)));
                    }
                    return true;
                },
                held -> false,
                unusable -> false);
        assertThat(runner.folder.read().value().state().interlocks()).hasSize(1);
    }
}
