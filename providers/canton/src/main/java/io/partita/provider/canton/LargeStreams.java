package io.partita.provider.canton;

import io.partita.core.provider.CallFailed;
import java.util.concurrent.Semaphore;

/**
 * Streams that may be as long as a party's contracts or its history: few of them at a time, since more would keep a
 * participant from its own work.
 */
final class LargeStreams {

    private static final int AT_ONCE = 8;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** A stream, read to its end. */
    @FunctionalInterface
    interface Stream {
        void read() throws CallFailed;
    }

    /** Waits for its turn. Who is interrupted takes none: his call ends at once by itself. */
    void read(Stream stream) throws CallFailed {
        boolean counted = false;
        try {
            turns.acquire();
            counted = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            stream.read();
        } finally {
            if (counted) {
                turns.release();
            }
        }
    }
}
