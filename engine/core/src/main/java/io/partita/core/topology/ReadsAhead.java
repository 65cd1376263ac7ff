package io.partita.core.topology;

import io.partita.core.provider.CallFailed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads that are begun before their answers are needed, so that who needs several waits for the slowest and not for
 * all. Threads come with the reads that need them and go when there are none; where there is no thread for one more, a
 * read is made at once by whoever begins it.
 */
public final class ReadsAhead {

    private static final long IDLE_SECONDS = 10;

    private final ExecutorService threads;

    /** @param atOnce how many reads may be under way together, at least 1 */
    public ReadsAhead(int atOnce) {
        threads = new ThreadPoolExecutor(
                0,
                atOnce,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "partita-read-ahead");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** One read. @param <R> its answer, never null */
    @FunctionalInterface
    public interface Read<R> {
        R read() throws CallFailed;
    }

    /** A read that was begun. @param <R> its answer */
    public static final class Ahead<R> {

        private final Future<R> answer;

        private Ahead(Future<R> answer) {
            this.answer = answer;
        }

        /**
         * Waits for the answer; every time the same.
         *
         * @throws CallFailed when the read did
         */
        public R answer() throws CallFailed {
            return ParallelReads.result(answer);
        }

        /** Nobody will ask for the answer any more. */
        public void drop() {
            answer.cancel(true);
        }
    }

    /** An answer that is there already. */
    public static <R> Ahead<R> of(R answer) {
        return new Ahead<>(CompletableFuture.completedFuture(answer));
    }

    public <R> Ahead<R> begin(Read<R> read) {
        return new Ahead<>(ParallelReads.begun(threads, read::read));
    }

    /**
     * What the first of some reads has found, in their order, as if they had been made one after the other: a failure
     * counts only where nothing is found before it. The others are dropped.
     *
     * @return empty when none has found anything
     */
    public static <R> Optional<R> first(List<Ahead<Optional<R>>> reads) throws CallFailed {
        try {
            for (Ahead<Optional<R>> read : reads) {
                Optional<R> found = read.answer();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } finally {
            reads.forEach(Ahead::drop);
        }
    }
}
