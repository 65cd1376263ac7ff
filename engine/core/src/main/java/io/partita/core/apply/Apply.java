package io.partita.core.apply;

import io.partita.core.provider.Network;
import io.partita.core.statefile.StateFolder;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries out plans. One object is one process's attempt: make a new one for every run. Nothing here throws for what a user or a network does wrong: the {@link RunResult} says it.
 */
public final class Apply {

    private final Network network;
    private final StateFolder folder;
    private final ApplyListener listener;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    public Apply(Network network, StateFolder folder, ApplyListener listener, ApplyOptions options, Ticker ticker) {
        this.network = Objects.requireNonNull(network, "network");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.options = Objects.requireNonNull(options, "options");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    /** Starts a run of a plan, and works until it is complete or cannot go on. Refused while another run of this state folder is unfinished. */
    public RunResult run(SavedPlan plan) {
        throw new UnsupportedOperationException(
                "lands within the hour: " + network + folder + listener + options + ticker + plan);
    }

    /** Goes on with the unfinished run of the state folder. @param plan the one saved with the run ({@link StateFolder#planText}) */
    public RunResult resume(SavedPlan plan) {
        throw new UnsupportedOperationException("lands within the hour: " + plan);
    }

    /**
     * Gives the unfinished run up: restores what it switched off, and reconnects its targets, both only where that is safe. Refused from the first party's consent on, for as long as
     * a window is open: then only going on is safe.
     */
    public RunResult abandon(SavedPlan plan, String reason) {
        throw new UnsupportedOperationException("lands within the hour: " + plan + reason);
    }

    /** Reads what a run would find; changes nothing, takes no lock, needs no state folder. */
    public DryRunReport dryRun(SavedPlan plan) {
        throw new UnsupportedOperationException("lands within the hour: " + plan);
    }

    /** Asks the run to stop soon, from any thread (Ctrl-C): calls under way are finished or given up safely, nothing new is begun, the journal is written. */
    public void requestStop() {
        stopRequested.set(true);
    }
}
