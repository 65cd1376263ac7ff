package io.partita.core.statefile;

import java.time.Duration;

/** Lets time pass while a lock is watched: never by the clock, which may jump. The seam through which tests run without waiting. */
@FunctionalInterface
public interface Patience {

    /** The real one: the thread sleeps, and time in which the machine sleeps does not count. */
    Patience REAL = duration -> Thread.sleep(duration.toMillis());

    void pass(Duration duration) throws InterruptedException;
}
