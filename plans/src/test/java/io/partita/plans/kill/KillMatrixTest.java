package io.partita.plans.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every point of every scenario, and two hundred second deaths. {@code -Dpartita.kill.scenarios=REGEX} leaves scenarios
 * out, {@code -Dpartita.kill.only=REGEX} picks points by their names, {@code -Dpartita.kill.part=2/5} takes the
 * second fifth of them, and {@code -Dpartita.kill.signal=true} kills a process at each.
 */
@Tag("matrix")
class KillMatrixTest {

    static final List<String> SCENARIOS = List.of(
            "quickstart",
            "simple",
            "threshold",
            "offline-threshold",
            "two-parties-one-window",
            "external-offline",
            "decentralized-offline");

    private static final long SEED = 20_240;
    private static final int SECOND_DEATHS = 200;
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path UNITS = TARGET.resolve("kill");

    @Test
    void every_point_comes_to_the_same_end() {
        long began = System.nanoTime();
        Path report = TARGET.resolve("kill-matrix.txt");
        try (Matrix matrix = Boolean.getBoolean("partita.kill.signal")
                ? Matrix.bySignal(UNITS, report, "quickstart")
                : Matrix.inHosts(UNITS, report)) {
            List<Callable<Killing>> killings = new ArrayList<>();
            for (Rehearsal rehearsal : rehearse(matrix)) {
                for (Point point : rehearsal.points()) {
                    if (isWanted(rehearsal.scenario() + "/" + point)) {
                        killings.add(() -> Killing.at(point, rehearsal, matrix.clients(), matrix.unit()));
                    }
                }
            }
            // A run that is stopped half way has then seen a bit of everything.
            Collections.shuffle(killings, new Random(SEED));
            end(matrix, matrix.carryOut(part(killings)), began);
        }
    }

    @Test
    void a_second_death_during_the_resume_changes_nothing() {
        long began = System.nanoTime();
        try (Matrix matrix = Matrix.bySignal(UNITS, TARGET.resolve("kill-twice.txt"), "quickstart")) {
            List<Rehearsal> rehearsals = rehearse(matrix);
            List<Callable<Killing>> killings = new ArrayList<>();
            for (int number = 1; number <= SECOND_DEATHS; number++) {
                int seed = number;
                if (isWanted("twice/" + number)) {
                    killings.add(() -> Killing.twice(seed, rehearsals, matrix.clients(), matrix.unit()));
                }
            }
            end(matrix, matrix.carryOut(part(killings)), began);
        }
    }

    private static List<Rehearsal> rehearse(Matrix matrix) {
        return SCENARIOS.stream()
                .filter(KillMatrixTest::isPlayed)
                .map(matrix::rehearse)
                .toList();
    }

    private static boolean isPlayed(String scenario) {
        return Pattern.matches(System.getProperty("partita.kill.scenarios", ".*"), scenario);
    }

    private static boolean isWanted(String name) {
        return Pattern.compile(System.getProperty("partita.kill.only", ""))
                .matcher(name)
                .find();
    }

    private static <T> List<T> part(List<T> all) {
        String[] part = System.getProperty("partita.kill.part", "1/1").split("/");
        int which = Integer.parseInt(part[0]);
        int parts = Integer.parseInt(part[1]);
        return all.subList(all.size() * (which - 1) / parts, all.size() * which / parts);
    }

    private static void end(Matrix matrix, List<Killing> killings, long began) {
        Map<String, Integer> kinds = new TreeMap<>();
        killings.forEach(killing -> kinds.merge(killing.kind(), 1, Integer::sum));
        List<Killing> failed =
                killings.stream().filter(killing -> !killing.faults().isEmpty()).toList();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        String summary = "%d points %s, %d kills, %d failures, %d min %d s"
                .formatted(
                        killings.size(),
                        kinds,
                        killings.stream().mapToInt(Killing::kills).sum(),
                        failed.size(),
                        took.toMinutes(),
                        took.toSecondsPart());
        matrix.tell(summary);
        System.out.println(summary);
        assertThat(failed).isEmpty();
    }
}
