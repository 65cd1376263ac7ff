package io.partita.provider.sandbox.synchronizer;

import java.util.function.LongSupplier;

/**
 * The clock of the synchronizer: the wall clock in microseconds, but never twice the same time. While something is made
 * up for that was due earlier, it stands at the time at which that was due.
 */
final class SynchronizerClock {

    /** What is later than this by the wall clock happened while the process was not there. */
    private static final long MISSED_MICROS = 1_000_000;

    private final LongSupplier wall;
    private long last;
    private long standing = Long.MAX_VALUE;

    SynchronizerClock(LongSupplier wall) {
        this.wall = wall;
    }

    /** The wall clock. */
    long wall() {
        return wall.getAsLong();
    }

    /** The last time that was given, or moved to. */
    long last() {
        return last;
    }

    /** A time later than every one before. */
    long next() {
        return Math.max(last + 1, Math.min(wall(), standing));
    }

    /** Notes that a time was given. */
    void moveTo(long time) {
        last = Math.max(last, time);
    }

    /** Runs something that is due at a time; the clock stands there if that time was missed. */
    void during(long due, Runnable task) {
        long before = standing;
        if (wall() - due > MISSED_MICROS) {
            standing = due;
        }
        try {
            task.run();
        } finally {
            standing = before;
        }
    }
}
