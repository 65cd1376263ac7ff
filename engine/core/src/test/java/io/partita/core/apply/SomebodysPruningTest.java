package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets a schedule on the source while a run has suspended its own. */
class SomebodysPruningTest {

    private static final PruningSchedule OF_SOMEBODY = new PruningSchedule(
            "0 0 2 * * ?", Duration.ofHours(1), Duration.ofDays(90), PruningSchedule.Extent.EVERYTHING);

    @TempDir
    Path folder;

    /** A schedule that is there again before it is restored is somebody's will. */
    @Test
    void aScheduleThatSomebodySetMeanwhileStays() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        List<String> noticed = new ArrayList<>();
        Runner runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == Step.Kind.RESTORE_PRUNING) {
                    scene.source.pruning = Optional.of(OF_SOMEBODY);
                }
            }

            @Override
            public void noticed(Step step, Diagnostic diagnostic) {
                noticed.add(diagnostic.code());
            }
        });

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        assertThat(result.interlocks()).isEmpty();
        assertThat(scene.source.pruning).contains(OF_SOMEBODY);
        assertThat(noticed).contains("pruning-set-meanwhile").doesNotContain("backups-outdated");
    }

    /** Also where the run stops before it comes to that. */
    @Test
    void aScheduleThatSomebodySetStaysWhenARunStops() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder).listening(new ApplyListener() {
            @Override
            public void stepStarted(Step step) {
                if (step.kind() == Step.Kind.SIGN) {
                    scene.source.pruning = Optional.of(OF_SOMEBODY);
                    scene.target.connected = true;
                }
            }
        });

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .contains("target-not-isolated", "pruning-set-meanwhile");
        assertThat(scene.source.pruning).contains(OF_SOMEBODY);
        assertThat(result.interlocks()).extracting(Interlock::kind).containsExactly(Interlock.Kind.ISOLATION);
    }
}
