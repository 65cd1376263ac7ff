package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches a run. Called by one thread at a time, must return soon, and cannot influence the run: a listener that throws
 * is not called again, and the run's result says so.
 */
public interface ApplyListener {

    /** Watches nothing. */
    ApplyListener SILENT = new ApplyListener() {};

    /** Whether a run is the first of its plan or goes on with one. */
    enum Beginning {
        FIRST,
        RESUMED
    }

    /** Before a run begins: the lock's owner may be dead, and is watched for a minute. @param owner for people */
    default void lockWatched(String owner) {}

    default void runStarted(RunId run, Plan plan, Beginning beginning) {}

    default void waveStarted(Wave wave) {}

    default void stepStarted(Step step) {}

    /** @param totalBytes -1 when not known */
    default void stepProgress(Step step, long bytes, long contracts, long totalBytes) {}

    /**
     * @param what for what, a phrase
     *
     * @param until when it is expected to end, by the clock of this machine; empty when nobody knows
     */
    default void stepWaiting(Step step, String what, Optional<Instant> until) {}

    /**
     * At least every ten seconds while a step is under way.
     *
     * @param doing the last thing it said to do or to wait for
     */
    default void heartbeat(Step step, String doing, Duration running) {}

    /** Something worth telling that changes no outcome. */
    default void noticed(Step step, Diagnostic diagnostic) {}

    default void stepEnded(Step step, Outcome outcome, Duration took) {}

    /** @param since long ago when an earlier process opened it */
    default void windowOpened(ParticipantName target, Instant since) {}

    default void windowClosed(ParticipantName target, Duration age) {}

    default void waveEnded(Wave wave) {}

    default void runEnded(RunResult result) {}
}
