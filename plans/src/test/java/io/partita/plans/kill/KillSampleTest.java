package io.partita.plans.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One point of every kind, from all over a run, and one second death. All of them run in the profile {@code matrix}.
 */
class KillSampleTest {

    @TempDir
    Path folder;

    @Test
    void a_point_of_every_kind_comes_to_the_same_end() {
        try (Matrix matrix = Matrix.bySignal(folder, folder.resolve("report.txt"), "quickstart")) {
            requireTheSameEnd(matrix);
        }
    }

    private static void requireTheSameEnd(Matrix matrix) {
        Rehearsal rehearsal = matrix.rehearse("quickstart");
        List<String> kinds = List.copyOf(rehearsal.counts().keySet());
        List<Callable<Killing>> killings = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            List<Point> points = rehearsal.points().stream()
                    .filter(point -> point.kind().equals(kind))
                    .toList();
            // A little later in the run for every kind.
            Point point = points.get(points.size() * (2 * i + 1) / (2 * kinds.size()));
            killings.add(() -> Killing.at(point, rehearsal, matrix.clients(), matrix.unit()));
        }
        killings.add(() -> Killing.twice(1, List.of(rehearsal), matrix.clients(), matrix.unit()));

        List<Killing> done = matrix.carryOut(killings);

        assertThat(done).hasSizeGreaterThanOrEqualTo(10).allSatisfy(killing -> {
            assertThat(killing.faults()).as(killing.name()).isEmpty();
            assertThat(killing.kills()).as(killing.name()).isPositive();
        });
    }
}
