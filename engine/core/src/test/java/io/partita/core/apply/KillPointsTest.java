package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PartyId;
import io.partita.core.state.ExitStatus;
import io.partita.core.statefile.TestDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is hit, and wherever: after resuming, the same final state, every effect once, pruning and auto-connect as
 * before.
 */
@Tag("long")
class KillPointsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "KILL_BEFORE, 35",
        "KILL_AFTER, 35",
        "UNREACHABLE, 35",
        "UNKNOWN_BEFORE, 35",
        "UNKNOWN_AFTER, 35",
        "KILL_AFTER, 34",
        "UNKNOWN_AFTER, 34"
    })
    void everyCall(Trouble.Kind kind, int protocolVersion) throws IOException {
        List<String> calls = calls(protocolVersion);
        boolean reads = kind == Trouble.Kind.KILL_BEFORE || kind == Trouble.Kind.UNREACHABLE;
        for (int point = 1; point <= calls.size(); point++) {
            if (reads || Trouble.isWrite(calls.get(point - 1))) {
                hitCall(kind, protocolVersion, point);
            }
        }
    }

    private List<String> calls(int protocolVersion) throws IOException {
        Scene scene = new Scene(protocolVersion);
        scene.party("Alice", 3);
        Trouble none = Trouble.none();
        scene.network.wrap(none);
        new Runner(scene, Files.createDirectories(folder.resolve("undisturbed")))
                .apply()
                .run(Scene.saved(scene.offline()));
        return none.calls();
    }

    private void hitCall(Trouble.Kind kind, int protocolVersion, int point) throws IOException {
        Scene scene = new Scene(protocolVersion);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, Files.createDirectories(folder.resolve(kind + "-" + point)));
        Trouble trouble = new Trouble(kind, point);
        scene.network.wrap(trouble);
        runner.disk.hook((at, what) -> trouble.requireAlive(what));

        runToTheEnd(runner, scene, plan, trouble, kind + " at call " + point + ": ");

        assertThat(trouble.hit()).isNotEmpty();
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(runner.folder.read().value().state().interlocks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestDisk.When.class)
    void everyBoundaryOfTheJournal(TestDisk.When when) throws IOException {
        int point = 1;
        while (hitWrite(when, point)) {
            point++;
        }
        assertThat(point).isGreaterThan(when == TestDisk.When.HALF ? 40 : 80);
    }

    private boolean hitWrite(TestDisk.When when, int point) throws IOException {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, Files.createDirectories(folder.resolve(when + "-" + point)));
        int[] writes = {0};
        Trouble trouble = Trouble.none();
        scene.network.wrap(trouble);
        runner.disk.hook((at, what) -> {
            trouble.requireAlive(what);
            if (at == when && ++writes[0] == point) {
                throw trouble.kill(when + " " + what);
            }
        });

        runToTheEnd(runner, scene, plan, trouble, when + " write " + point + ": ");

        OfflinePathTest.assertArrived(scene, alice);
        assertThat(runner.folder.read().value().state().interlocks()).isEmpty();
        return writes[0] >= point;
    }

    /** A run that was killed is resumed; one that was killed before it was recorded is started again. */
    private static void runToTheEnd(Runner runner, Scene scene, SavedPlan plan, Trouble trouble, String where) {
        Optional<RunResult> ended = ranUntilKilled(runner, plan);
        if (trouble.revive()) {
            scene.time.pass(Duration.ofMinutes(2));
            boolean recorded = !runner.folder.read().value().state().runs().isEmpty();
            ended = Optional.of(
                    recorded ? runner.apply().resume(plan) : runner.apply().run(plan));
        }
        RunResult result = ended.orElseThrow();
        assertThat(result.diagnostics()).as(where).noneMatch(Diagnostic::isError);
        assertThat(result.exit()).as(where).isIn(ExitStatus.DONE, ExitStatus.NOTHING_TO_DO);
        assertThat(scene.target.imports).as(where + "imports").isBetween(1, 2);
    }

    /** What a process that dies would have returned is nobody's business. */
    private static Optional<RunResult> ranUntilKilled(Runner runner, SavedPlan plan) {
        try {
            return Optional.of(runner.apply().run(plan));
        } catch (Trouble.Killed killed) {
            return Optional.empty();
        }
    }

    @Test
    void aParticipantThatStaysAwayEndsTheRunAndTheResumeGoesOn() {
        Scene scene = new Scene(35);
        PartyId alice = scene.party("Alice", 3);
        SavedPlan plan = Scene.saved(scene.offline());
        Runner runner = new Runner(scene, folder);
        scene.network.wrap(participant -> participant.name().equals(Scene.TARGET)
                ? new Trouble(Trouble.Kind.UNREACHABLE, 1).apply(participant)
                : participant);

        RunResult stopped = runner.apply().run(plan);

        assertThat(stopped.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(stopped.diagnostics()).extracting(said -> said.code()).contains("participant-unreachable");

        scene.network.wrap(participant -> participant);
        assertThat(runner.apply().resume(plan).exit()).isEqualTo(ExitStatus.DONE);
        OfflinePathTest.assertArrived(scene, alice);
    }

    @Test
    void theHarnessKills() {
        Scene scene = new Scene(35);
        scene.party("Alice", 1);
        Trouble trouble = new Trouble(Trouble.Kind.KILL_BEFORE, 1);
        scene.network.wrap(trouble);
        Runner runner = new Runner(scene, folder);
        runner.disk.hook((at, what) -> trouble.requireAlive(what));

        RunResult result = runner.apply().run(Scene.saved(scene.offline()));

        assertThat(result.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(trouble.calls()).hasSize(1);
        assertThat(runner.folder.read().value().entries()).hasSize(2);
        assertThat(trouble.revive()).isTrue();
    }
}
