package io.partita.dsl;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs an action on a thread whose stack is deep enough for the deepest text within the limits, wherever it is called
 * from.
 */
final class LargeStack {

    private static final long BYTES = 128L << 20;

    private LargeStack() {}

    /** What the action gives; what it throws is thrown here. */
    static <R> R call(Supplier<R> action) {
        if (Thread.currentThread() instanceof Deep) {
            return action.get();
        }
        AtomicReference<R> result = new AtomicReference<>();
        AtomicReference<Throwable> bug = new AtomicReference<>();
        Thread thread = new Deep(() -> result.set(action.get()));
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, thrown) -> bug.set(thrown));
        thread.start();
        boolean interrupted = joined(thread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (bug.get() instanceof Error error) {
            throw error;
        }
        // A supplier throws nothing that is checked.
        if (bug.get() instanceof RuntimeException exception) {
            throw exception;
        }
        return result.get();
    }

    /** Such a thread: whoever is on it already needs no second one. */
    private static final class Deep extends Thread {
        Deep(Runnable action) {
            super(null, action, "declaration", BYTES);
        }
    }

    /** Waits for the end, which the budgets guarantee; whether it was interrupted meanwhile. */
    private static boolean joined(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                return interrupted;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
    }
}
