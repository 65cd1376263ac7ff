package io.partita.core.topology;

import java.time.Duration;

/**
 * Lets time pass between two reads of something that is still changing. The seam through which tests run without
 * waiting.
 */
@FunctionalInterface
public interface Pause {

    /** The real one: the thread sleeps. */
    Pause REAL = duration -> Thread.sleep(duration.toMillis());

    void pause(Duration duration) throws InterruptedException;

    /**
     * Pauses; an interruption ends the command.
     *
     * @throws Interrupted when the thread was interrupted; the flag is set again
     */
    default void orStop(Duration duration) {
        try {
            pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(e);
        }
    }
}
