package io.partita.provider.sandbox.synchronizer;

import io.partita.provider.sandbox.synchronizer.Sequencing.Cancellation;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The time that a network lives in: what time it is, and who wakes it up later. Everything that the network waits for,
 * it waits for here, so that whoever holds this seam decides how fast time passes.
 */
public interface MachineTime extends AutoCloseable {

    /** Microseconds since the epoch. */
    long micros();

    /**
     * Runs something once, later, on a thread of its own choice; never before this method has returned.
     *
     * @param delayMicros 0 or less = as soon as possible
     */
    Cancellation schedule(long delayMicros, Runnable task);

    /** Nothing that was scheduled runs any more. */
    @Override
    void close();

    /** The clock of the machine, and one thread that is woken by it. */
    static MachineTime real() {
        return new Real();
    }

    /** See {@link #real()}. */
    final class Real implements MachineTime {

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread agenda = new Thread(task, "sandbox-agenda");
            agenda.setDaemon(true);
            return agenda;
        });

        private Real() {}

        @Override
        public long micros() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        }

        @Override
        public Cancellation schedule(long delayMicros, Runnable task) {
            Future<?> future = thread.schedule(task, Math.max(0, delayMicros), TimeUnit.MICROSECONDS);
            return () -> future.cancel(false);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
