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
final class Matrix implements AutoCloseable {

    private static final int HOSTS = 4;
    private static final int PROCESSES = 2;

    private final Path folder;
    private final Path report;
    private final Clients clients;
    private final int atOnce;
    private final AtomicInteger units = new AtomicInteger();

    private Matrix(Path folder, Path report, Clients clients, int atOnce) {
        this.folder = folder;
        this.report = report;
        this.clients = clients;
        this.atOnce = atOnce;
    }

    /**
     * Every run that is killed has a process of its own and dies of SIGKILL.
     *
     * @param under of the units; those of failures stay in it
     * @param report gets a line for every killing
     * @param scenario that the processes are trained with
     */
    static Matrix bySignal(Path under, Path report, String scenario) {
        Path folder = prepared(under, report);
        Clients clients = Clients.killedBySignal(
                ClassArchive.in(folder), Scenario.named(scenario), folder.resolve("training-ground"));
        return new Matrix(folder, report, clients, PROCESSES);
    }

    /**
     * The runs that are killed share some processes, and die by changing nothing any more.
     *
     * @param under of the units; those of failures stay in it
     * @param report gets a line for every killing
     */
    static Matrix inHosts(Path under, Path report) {
        Path folder = prepared(under, report);
        return new Matrix(folder, report, new Hosts(ClassArchive.in(folder), HOSTS), HOSTS);
    }

    private static Path prepared(Path under, Path report) {
        try {
            Files.writeString(report, "");
            return Files.createTempDirectory(Files.createDirectories(under), "kill-")
                    .toRealPath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Clients clients() {
        return clients;
    }

    @Override
    public void close() {
        clients.close();
    }

    Path unit() {
        return folder.resolve("unit-" + units.incrementAndGet());
    }

    Rehearsal rehearse(String scenario) {
        Rehearsal rehearsal = Rehearsal.of(Scenario.named(scenario), clients, unit());
        tell("%s: %d points %s".formatted(scenario, rehearsal.points().size(), rehearsal.counts()));
        return rehearsal;
    }

    /** Carries all out, some at a time, in the order of the list. */
    List<Killing> carryOut(List<Callable<Killing>> killings) {
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
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
