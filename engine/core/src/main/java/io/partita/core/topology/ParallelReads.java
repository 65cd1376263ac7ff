package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.provider.CallFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Reads many things side by side, a bounded number at a time, and answers in the order asked. Close it to end its
 * threads.
 */
public final class ParallelReads implements AutoCloseable {

    private final ExecutorService threads;

    /** Enough for a participant to answer many by one call; how many calls that becomes is bounded by who makes them. */
    private static final int AT_ONCE = 128;

    /** As many reads together as is usual: {@value AT_ONCE}. */
    public ParallelReads() {
        this(AT_ONCE);
    }

    /** @param atOnce how many reads may be under way together, at least 1 */
    public ParallelReads(int atOnce) {
        threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "partita-read");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** All values in order when every read succeeded, otherwise the diagnostics of all reads, each once. */
    public <A, R> Checked<List<R>> all(Collection<A> items, Function<? super A, Checked<R>> read) {
        List<Future<Checked<R>>> futures = new ArrayList<>(items.size());
        for (A item : items) {
            futures.add(begun(threads, () -> read.apply(item)));
        }
        List<Checked<R>> results = new ArrayList<>(items.size());
        for (Future<Checked<R>> future : futures) {
            results.add(answer(future));
        }
        return joined(results);
    }

    /** Begins a read; where there is no thread for it, it is made here. */
    static <R> Future<R> begun(Executor threads, Callable<R> read) {
        FutureTask<R> task = new FutureTask<>(read);
        try {
            threads.execute(task);
        } catch (OutOfMemoryError noThread) {
            task.run();
        }
        return task;
    }

    /** Of a read that turns every failed call into a diagnostic. */
    private static <R> Checked<R> answer(Future<Checked<R>> future) {
        try {
            return result(future);
        } catch (CallFailed e) {
            throw new IllegalStateException("This is a bug in partita: a read failed", e);
        }
    }

    /** Every value or none, so that everything that is wrong is said at once, and once. */
    private static <R> Checked<List<R>> joined(List<Checked<R>> results) {
        List<R> values = new ArrayList<>(results.size());
        Set<Diagnostic> diagnostics = new LinkedHashSet<>();
        for (Checked<R> result : results) {
            diagnostics.addAll(result.diagnostics());
            result.optional().ifPresent(values::add);
        }
        return Checked.of(values, List.copyOf(diagnostics));
    }

    static <R> R result(Future<R> future) throws CallFailed {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailed failed) {
                throw failed;
            }
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("This is a bug in partita: a read failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
