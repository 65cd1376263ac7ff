package io.partita.plans.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs cells, some at a time: they mostly wait. */
final class Matrix {

    private Matrix() {}

    /** All cells of some targets, in order. */
    static List<Cell> cells(List<Target> targets) {
        List<Cell> cells = new ArrayList<>();
        for (Target target : targets) {
            for (FaultKind fault : FaultKind.values()) {
                for (Count count : Count.values()) {
                    cells.add(new Cell(target, fault, count));
                }
            }
        }
        return cells;
    }

    /**
     * @param folder for the units
     * @param atOnce how many side by side
     * @param each told of every result as it comes
     * @return the results in the order of the cells
     */
    static List<Result> run(List<Cell> cells, Path folder, int atOnce, Consumer<Result> each) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Result>> futures = new ArrayList<>();
            for (int number = 0; number < cells.size(); number++) {
                Cell cell = cells.get(number);
                Path unit = folder.resolve("cell-" + number);
                futures.add(threads.submit(() -> {
                    Result result = CellRun.of(cell, unit);
                    delete(unit);
                    synchronized (each) {
                        each.accept(result);
                    }
                    return result;
                }));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
