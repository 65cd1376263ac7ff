package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.state.ExitStatus;
import io.partita.core.statefile.TestDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk is full from each write on, with nothing, a part, or all of it written; then there is room again. */
@Tag("long")
class FullDiskTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDisk.When.class)
    void atEveryWrite(TestDisk.When when) throws IOException {
        int writes = writes(when);
        assertThat(writes).isGreaterThan(when == TestDisk.When.HALF ? 40 : 80);
        for (int point = 1; point <= writes; point++) {
            fullFrom(when, point);
        }
    }

    private int writes(TestDisk.When when) throws IOException {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Runner runner = new Runner(scene, Files.createDirectories(folder.resolve("counted")));
        int[] writes = {0};
        runner.disk.hook((at, what) -> writes[0] += at == when ? 1 : 0);
        assertThat(runner.apply().run(Scene.saved(scene.offline())).exit()).isEqualTo(ExitStatus.DONE);
        return writes[0];
    }

    private void fullFrom(TestDisk.When when, int point) throws IOException {
        String where = "full " + when + " write " + point;
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 1);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, Files.createDirectories(folder.resolve(when + "-" + point)));
        int[] writes = {0};
        runner.disk.hook((at, what) -> {
            if (at == when && ++writes[0] >= point) {
                throw new IOException("No space left on device");
            }
        });

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).as(where).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics())
                .as(where)
                .last()
                .satisfies(said -> assertThat(said.detail()).isEqualTo("the disk is full"));
        assertThat(runner.folder.verify()).as(where).noneMatch(Diagnostic::isError);

        runner.disk.hook(TestDisk.Hook.NONE);
        boolean recorded = !runner.folder.read().value().state().runs().isEmpty();
        RunResult resumed =
                recorded ? runner.apply().resume(plan) : runner.apply().run(plan);
        assertThat(resumed.exit()).as(where).isIn(ExitStatus.DONE, ExitStatus.NOTHING_TO_DO);
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(runner.folder.read().value().state().interlocks()).as(where).isEmpty();
    }

    /** Not even the lock can be taken. */
    @Test
    void aResumeOnAFullDiskDoesNothing() throws IOException {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        fillOnceRecorded(runner, 9);
        runner.apply().run(plan);
        scene.network.wrap(participant -> {
            throw new AssertionError(participant.name() + " was asked");
        });

        runner.disk.hook((at, what) -> {
            throw new IOException("No space left on device");
        });
        RunResult resumed = runner.apply().resume(plan);

        assertThat(resumed.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(resumed.diagnostics()).extracting(Diagnostic::code).containsExactly("state-unwritable");
    }

    /** Resume would go on with the run before it. */
    @Test
    void aRunThatCannotBeginDoesNotProposeToResume() throws IOException {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Runner runner = new Runner(scene, folder);
        fillOnceRecorded(runner, 1);
        RunResult former = runner.apply().run(Scene.saved(scene.offline()));
        assertThat(former.next()).contains(NextCommand.resume());
        SavedPlan another = new SavedPlan(new Plan(scene.offline()), "1".repeat(64), () -> "another plan");

        int tried = 0;
        boolean begun = false;
        while (!begun) {
            int point = ++tried;
            int[] writes = {0};
            runner.disk.hook((at, what) -> {
                if (at == TestDisk.When.BEFORE && ++writes[0] >= point) {
                    throw new IOException("No space left on device");
                }
            });
            RunResult result = runner.apply().run(another);
            assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
            begun = runner.folder.read().value().state().runs().size() > 1;
            if (!begun) {
                assertThat(result.diagnostics()).singleElement().satisfies(said -> {
                    assertThat(said.hint()).contains("type the command again").contains("Nothing was done");
                    assertThat(said.next()).extracting(NextCommand::verb).doesNotContain(NextCommand.Verb.RESUME);
                });
                assertThat(result.next()).extracting(NextCommand::verb).doesNotContain(NextCommand.Verb.RESUME);
            }
        }
        assertThat(tried).isGreaterThan(4);
    }

    /** Resume would go on with what is to be given up. */
    @Test
    void aRunThatCannotBeGivenUpYetIsGivenUpAgain() throws IOException {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        fillOnceRecorded(runner, 9);
        runner.apply().run(plan);
        int[] writes = {0};
        runner.disk.hook((at, what) -> {
            if (what.startsWith("append") && ++writes[0] > 1) {
                throw new IOException("No space left on device");
            }
        });

        RunResult stopped = runner.apply().abandon(plan, "no more");

        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics()).last().satisfies(said -> {
            assertThat(said.code()).isEqualTo("state-unwritable");
            assertThat(said.next()).containsExactly(NextCommand.abandon());
        });
        runner.disk.hook(TestDisk.Hook.NONE);
        assertThat(runner.apply().abandon(plan, "no more").exit()).isEqualTo(ExitStatus.DONE);
    }

    /** Nothing more is appended once that many entries are. */
    private static void fillOnceRecorded(Runner runner, int entries) {
        runner.disk.hook((at, what) -> {
            if (what.startsWith("append") && runner.folder.salvage().entries().size() > entries) {
                throw new IOException("No space left on device");
            }
        });
    }
}
