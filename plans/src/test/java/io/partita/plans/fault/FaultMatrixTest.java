package io.partita.plans.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.plans.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every RPC × every fault × once, three times, for ever.
 *
 * <p>{@code -Dpartita.fault.only=PATTERN} runs only the cells in whose name the pattern is found,
 * {@code -Dpartita.fault.at-once=N} so many side by side.
 */
@Tag("matrix")
class FaultMatrixTest {

    private static final Path TABLE = Path.of("target/fault-matrix.txt");
    private static final Path PROGRESS = Path.of("target/fault-matrix-progress.txt");

    @TempDir
    Path folder;

    @Test
    void every_fault_on_every_rpc_ends_well() throws IOException {
        long began = System.nanoTime();
        String only = System.getProperty("partita.fault.only", "");
        List<Scenario> scenarios = Stream.of(
                        "quickstart", "offline-threshold", "simple", "external-offline", "decentralized-offline")
                .map(Scenario::named)
                .toList();
        List<Cell> all = Matrix.cells(Undisturbed.targets(scenarios, folder));
        List<Cell> cells = all.stream()
                .filter(cell -> cell.name().matches(".*(" + only + ").*"))
                .toList();
        assertThat(cells).as("cells with " + only).isNotEmpty();
        Files.writeString(PROGRESS, cells.size() + " of " + all.size() + " cells\n");

        List<Result> results =
                Matrix.run(cells, folder, Integer.getInteger("partita.fault.at-once", 16), FaultMatrixTest::note);

        String table = new FaultTable(results, Duration.ofNanos(System.nanoTime() - began)).text();
        Files.writeString(TABLE, table);
        System.out.println(table);
        assertThat(results.stream().filter(Result::isFailure)).isEmpty();
    }

    private static void note(Result result) {
        String line = result.isFailure() ? result.toString() : result.cell() + " " + result.exits();
        try {
            Files.writeString(PROGRESS, result.took().toMillis() + " ms  " + line + "\n", StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
