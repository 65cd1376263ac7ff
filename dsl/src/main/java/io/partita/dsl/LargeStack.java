package io.partita.dsl;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Runs an action on a thread whose stack is deep enough for the deepest text within the limits, wherever it is called from. */
final class LargeStack {

    private static final long BYTES = 128L << 20;

    private LargeStack() {}

    static <R> R call(Supplier<R> action) {
        AtomicReference<R> result = new AtomicReference<>();
        AtomicReference<Throwable> bug = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(action.get()), "declaration", BYTES);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, thrown) -> bug.set(thrown));
        thread.start();
        boolean interrupted = joined(thread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (bug.get() != null) {
            throw new IllegalStateException("This is a bug in partita: reading a declaration failed", bug.get());
        }
        return result.get();
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
