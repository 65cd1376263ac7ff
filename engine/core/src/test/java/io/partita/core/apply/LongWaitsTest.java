package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Backup;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import io.partita.core.statefile.FolderStore;
import io.partita.core.statefile.TestDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours and days between two processes of a run, clocks that jump, and a lock that is lost in the middle. */
class LongWaitsTest {

    @TempDir
    Path folder;

    /** Does something when a step starts. */
    private static ApplyListener when(Predicate<Step> step, Runnable what) {
        return new ApplyListener() {
            @Override
            public void stepStarted(Step started) {
                if (step.test(started)) {
                    what.run();
                }
            }
        };
    }

    private static List<String> codes(RunResult result) {
        return result.diagnostics().stream().map(Diagnostic::code).toList();
    }

    // ---- the window ----

    @Test
    void aWindowThatIsOpenOvernightIsShownWithItsAge() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        RunResult waiting = runner.apply().run(plan);
        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(codes(waiting)).contains("open-isolation").doesNotContain("isolation-old");
        Instant opened = waiting.interlocks().get(0).since();
        scene.time.pass(Duration.ofHours(9));

        List<Instant> told = new ArrayList<>();
        runner.listening(new ApplyListener() {
            @Override
            public void windowOpened(ParticipantName target, Instant since) {
                told.add(since);
            }
        });
        RunResult still = runner.apply().resume(plan);

        assertThat(still.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(told).containsExactly(opened);
        assertThat(still.diagnostics())
                .filteredOn(said -> said.code().equals("isolation-old"))
                .singleElement()
                .satisfies(said -> assertThat(said.summary()).startsWith("participant2 has been isolated for 9 h "));

        runner.with(runner.options().backedUp(Set.of(Scene.TARGET)));
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    /** No clock says which came first, the window or the word. */
    @ParameterizedTest
    @ValueSource(longs = {-3, 0, 3})
    void aBackupMadeInTheWindowCountsWhateverTheClockOfTheNextMachineSays(long hours) {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        PartyId alice = scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        SavedPlan plan = Scene.saved(scene.offline());
        assertThat(runner.apply().run(plan).exit()).isEqualTo(ExitStatus.WAITING);

        RunResult done = runner.with(runner.options().backedUp(Set.of(Scene.TARGET)))
                .at(ahead(scene.time, Duration.ofHours(hours)))
                .apply()
                .resume(plan);

        assertThat(done.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    private static Ticker ahead(Ticker clock, Duration difference) {
        return new Ticker() {
            @Override
            public Instant instant() {
                return clock.instant().plus(difference);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                clock.sleep(duration);
            }
        };
    }

    @Test
    void aBackupThatWasMadeBeforeTheWindowDoesNotCount() {
        Scene scene = new Scene(35).backup(new Backup.Manual());
        scene.party("Alice", 3);
        Runner runner = new Runner(scene, folder);
        runner.with(runner.options().backedUp(Set.of(Scene.TARGET)));

        RunResult waiting = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(codes(waiting)).contains("backup-wanted");
    }

    // ---- the offset ----

    /** A run that ended after the activation and before the export, without having suspended pruning. */
    private Runner beforeTheExport(Scene scene, SavedPlan plan) {
        Runner runner = new Runner(scene, folder);
        Apply[] apply = new Apply[1];
        runner.listening(when(Step.ExportAcs.class::isInstance, () -> apply[0].requestStop()));
        apply[0] = runner.apply();
        RunResult stopped = apply[0].run(plan);
        assertThat(codes(stopped)).contains("run-stopped");
        assertThat(stopped.outcomes().keySet()).noneMatch(step -> step.id().startsWith("export-acs"));
        return runner.listening(ApplyListener.SILENT);
    }

    /** The source has no schedule when the plan is made. */
    private static SavedPlan unsuspended(Scene scene) {
        scene.source.pruning = Optional.empty();
        return Scene.saved(scene.offline());
    }

    @Test
    void anOffsetThatIsPrunedIsNotExportedFrom() {
        Scene scene = new Scene(35);
        scene.party("Alice", 3);
        SavedPlan plan = unsuspended(scene);
        Runner runner = beforeTheExport(scene, plan);
        scene.source.pruned = scene.source.ledger.size() + 10L;

        RunResult refused = runner.apply().resume(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(codes(refused)).contains("export-offset-pruned", "open-isolation");
        assertThat(scene.target.imports).isZero();
        assertThat(scene.target.connected).isFalse();
    }

    @Test
    void anOffsetThatIsAboutToBePrunedIsNotExportedFrom() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = unsuspended(scene);
        Runner runner = beforeTheExport(scene, plan);
        scene.source.pruning = Optional.of(Scene.PRUNING);
        scene.time.pass(Duration.ofDays(28));

        RunResult refused = runner.apply().resume(plan);

        assertThat(refused.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(refused.diagnostics())
                .filteredOn(said -> said.code().equals("export-offset-endangered"))
                .singleElement()
                .satisfies(said -> assertThat(said.detail()).contains("40320 minutes ago", "keeps 43200 minutes"));

        scene.source.pruning = Optional.empty();
        RunResult resumed = runner.apply().resume(plan);
        assertThat(resumed.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(scene.network.hosts(alice, scene.target.id, scene.time.instant()))
                .isTrue();
    }

    // ---- clocks ----

    @ParameterizedTest
    @ValueSource(longs = {-90_000, 90_000, -61, 61})
    void aClockThatJumpsAtEveryStepChangesNothing(long seconds) {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Duration[] off = {Duration.ZERO};
        Ticker jumping = new Ticker() {
            @Override
            public Instant instant() {
                return scene.time.instant().plus(off[0]);
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                scene.time.sleep(duration);
            }
        };
        FolderStore store = TestDisk.folder(folder.resolve(".partita"), jumping, new TestDisk(TestDisk.Hook.NONE));
        Apply apply = new Apply(
                scene.network,
                scene.signing(),
                store,
                store.workspace(),
                when(step -> true, () -> off[0] = off[0].plusSeconds(seconds)),
                new Runner(scene, folder).options(),
                jumping);

        RunResult result = apply.run(plan);

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(result.exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    // ---- the lock ----

    @Test
    void aLockThatIsLostBeforeAWriteStopsTheRunThere() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        runner.listening(when(Step.ImportAcs.class::isInstance, this::removeTheLock));

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics()).last().satisfies(said -> {
            assertThat(said.code()).isEqualTo("lock-lost");
            assertThat(said.detail()).contains("this one stopped before its next write");
        });
        assertThat(scene.target.imports).isZero();

        runner.listening(ApplyListener.SILENT);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    private void removeTheLock() {
        try {
            Files.delete(folder.resolve(".partita/lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
