package io.partita.core.statefile;

import io.partita.core.state.Journal;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.nio.file.Path;
import java.time.Instant;

/** A state folder whose lock this process holds. All writing throws {@link StateUnusable} when it cannot be made durable or when the lock was lost. */
public interface OpenState extends Journal, AutoCloseable {

    /** Saves the text of a plan for a run, before the run is recorded. */
    void savePlan(RunId run, String text);

    /** Where exported contracts are kept, readable by the owner only; exists. */
    Path acsFolder();

    /** Where the logs of a run go, readable by the owner only; exists. */
    Path runFolder(RunId run);

    /** @throws StateUnusable when another process has taken the lock over, or somebody removed it */
    void requireLock();

    /** The time that a record written now would carry. */
    Instant time();

    @Override
    State state();

    /** Gives the lock back. Never throws. */
    @Override
    void close();
}
