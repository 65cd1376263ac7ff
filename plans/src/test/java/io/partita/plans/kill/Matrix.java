package io.partita.plans.kill;

import io.partita.plans.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries out many killings at a time, and writes down each as it ends. */
final class Matrix {

    private final Path folder;
    private final Path report;
    private final ClassArchive classes;
    private final AtomicInteger units = new AtomicInteger();

    /**
     * @param folder of the units; those of failures stay in it
     * @param report gets a line for every killing
     */
    Matrix(Path folder, Path report) {
        try {
            this.folder = Files.createTempDirectory(Files.createDirectories(folder), "kill-")
                    .toRealPath();
            this.report = report;
            Files.writeString(report, "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.classes = ClassArchive.in(this.folder);
    }

    ClassArchive classes() {
        return classes;
    }

    Path unit() {
        return folder.resolve("unit-" + units.incrementAndGet());
    }

    Rehearsal rehearse(String scenario) {
        Rehearsal rehearsal = Rehearsal.of(Scenario.named(scenario), classes, unit());
        tell("%s: %d points %s".formatted(scenario, rehearsal.points().size(), rehearsal.counts()));
        return rehearsal;
    }

    /** Carries all out, two at a time, in the order of the list. */
    List<Killing> carryOut(List<Callable<Killing>> killings) {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Killing>> futures = new ArrayList<>();
            killings.forEach(killing -> futures.add(workers.submit(() -> told(killing.call()))));
            List<Killing> done = new ArrayList<>();
            for (Future<Killing> future : futures) {
                done.add(future.get());
            }
            return done;
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            workers.shutdownNow();
        }
    }

    private Killing told(Killing killing) {
        tell(killing.toString());
        return killing;
    }

    synchronized void tell(String line) {
        try {
            Files.writeString(report, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
