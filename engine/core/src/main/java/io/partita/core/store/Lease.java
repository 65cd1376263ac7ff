package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.RunId;
import java.time.Instant;
import java.util.Optional;

/** The right to write to a store, which one process has at a time. Safe for use by several threads. */
public interface Lease extends Journal, AutoCloseable {

    /** Everything that was recorded when the lock was taken, what taking it recorded included. */
    Recording recording();

    /**
     * Keeps the text of a plan for a run, before the run is recorded. Durable when it returns.
     *
     * @return why not; empty when it is kept
     */
    Optional<Diagnostic> savePlan(RunId run, String text);

    /**
     * Why this process must not go on: another one took the lock over, or somebody removed it. Empty while it holds it.
     */
    Optional<Diagnostic> lost();

    /** The time that an entry written now would carry, in milliseconds. */
    Instant time();

    /** Gives the lock back. Never throws. */
    @Override
    void close();
}
