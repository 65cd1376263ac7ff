package io.partita.core.state;

import java.util.Locale;

/** How a run ended, for whoever called it (exit codes of the command line). */
public enum ExitStatus {
    /** Everything is in place, and something was done. */
    DONE,
    /** Everything was in place already. */
    NOTHING_TO_DO,
    /** A step failed, or the run was stopped; what was begun is in the journal. */
    ERROR,
    /** A fact that the plan was made on has moved. */
    STALE,
    /** Somebody else works with this state. */
    LOCKED,
    /** A person, another operator or a time has to come first. */
    WAITING,
    /** A rule or a precondition forbids to go on. */
    REFUSED,
    /** The outcome of a call is not known; resuming probes it. */
    UNKNOWN;

    /** The word in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether nothing of the plan is left to do. */
    public boolean isComplete() {
        return this == DONE || this == NOTHING_TO_DO;
    }
}
