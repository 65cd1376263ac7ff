package io.partita.core.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for work that goes on beside a stream. They are nobody else's: where others read what may never come, a
 * stream would wait for them.
 */
public final class Beside {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "partita-beside");
        thread.setDaemon(true);
        return thread;
    });

    private Beside() {}

    /** Has it done by another thread, or by this one where the machine gives none. */
    public static Executor threads() {
        return task -> {
            try {
                THREADS.execute(task);
            } catch (OutOfMemoryError noThread) {
                task.run();
            }
        };
    }
}
