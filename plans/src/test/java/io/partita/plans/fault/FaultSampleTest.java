package io.partita.plans.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.plans.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample of the matrix for every build: each fault once, spread over the RPCs of a run, with each count in turn. */
class FaultSampleTest {

    private static final int AT_ONCE = 3;

    @TempDir
    Path folder;

    @Test
    void every_kind_of_fault_ends_well_somewhere() {
        long began = System.nanoTime();

        List<Result> results = Matrix.run(sample(), folder, AT_ONCE, result -> {});

        System.out.println(new FaultTable(results, Duration.ofNanos(System.nanoTime() - began)).text());
        assertThat(results.stream().filter(Result::isFailure)).isEmpty();
    }

    private List<Cell> sample() {
        List<Target> targets = Undisturbed.targets(List.of(Scenario.named("quickstart")), folder).stream()
                .filter(target -> target.phase() == Phase.APPLY)
                .toList();
        FaultKind[] faults = FaultKind.values();
        List<Cell> sample = new ArrayList<>();
        for (int number = 0; number < faults.length; number++) {
            Target target = targets.get(number * targets.size() / faults.length);
            sample.add(new Cell(target, faults[number], Count.values()[number % Count.values().length]));
        }
        return sample;
    }
}
