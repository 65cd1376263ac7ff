package io.partita.plans.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs cells, some at a time: they mostly wait. */
final class Matrix {

    /**
     * How often something is looked for differs from run to run; what let all calls pass is tried again at the first
     * one.
     */
    private static final int AGAIN = 3;

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
        Map<Cell, Integer> places = new IdentityHashMap<>();
        cells.forEach(cell -> places.put(cell, places.size()));
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<List<Result>>> futures = new ArrayList<>();
            // Mixed, always in the same way: so a run that is cut short has seen something of everything.
            List<List<Cell>> worlds = new ArrayList<>(inOneWorld(cells));
            Collections.shuffle(worlds, new Random(worlds.size()));
            for (List<Cell> together : worlds) {
                Path unit = folder.resolve("world-" + futures.size());
                futures.add(threads.submit(() -> run(together, unit, each)));
            }
            List<Result> results = new ArrayList<>();
            for (Future<List<Result>> future : futures) {
                results.addAll(future.get());
            }
            results.sort(Comparator.comparingInt(result -> places.get(result.cell())));
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

    /** Planning changes nothing, so the cells of one of its RPCs share a world. */
    private static Collection<List<Cell>> inOneWorld(List<Cell> cells) {
        return cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.target().phase() == Phase.PLAN
                                ? cell.target().name()
                                : cell.name(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    private static List<Result> run(List<Cell> cells, Path unit, Consumer<Result> each) {
        List<Result> results = new ArrayList<>();
        for (Result result : results(cells, unit, Cell::passing)) {
            Result last = result;
            for (int again = 0; again < AGAIN && last.met() == 0; again++) {
                last = results(List.of(result.cell()), unit, cell -> 0).get(0);
            }
            results.add(last);
        }
        synchronized (each) {
            results.forEach(each);
        }
        return results;
    }

    /** @param passing how many calls of a cell's RPC do not meet its fault yet */
    private static List<Result> results(List<Cell> cells, Path unit, ToIntFunction<Cell> passing) {
        List<Result> results = new ArrayList<>();
        try (Surroundings surroundings = new Surroundings(cells.get(0).target().scenario(), unit)) {
            for (Cell cell : cells) {
                results.add(CellRun.of(cell, surroundings, passing.applyAsInt(cell)));
            }
        }
        delete(unit);
        return results;
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
