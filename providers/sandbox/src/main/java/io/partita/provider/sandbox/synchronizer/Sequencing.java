package io.partita.provider.sandbox.synchronizer;

import java.time.Duration;

/** What the ledger side asks of the synchronizer. To be used under the lock of the network. */
public interface Sequencing {

    /** Logical id, {@code name::1220…}. */
    String logicalId();

    /** Physical id since an upgrade, {@code name::1220…::35-1}; before the first one the number at its end is 0. */
    String physicalId(long upgrades);

    /** How many upgrades there were. */
    long upgrades();

    /** 34 or 35. */
    int protocolVersion();

    /** Time of the newest entry of the log, microseconds since the epoch. */
    long time();

    /** A time later than every entry of the log, by the wall clock where that is possible. */
    long nextTime();

    /**
     * Puts a Daml transaction into the log and hands it to every connected node, in the order of their names, before
     * this method returns. Nodes that are not connected get it, in its place, when they replay the log.
     *
     * @param payload what {@link io.partita.provider.sandbox.node.NodeLedger#process} will be given
     * @return where it is in the log
     */
    SequencedTransaction sequence(byte[] payload);

    /** Moves the time of the synchronizer on without any other effect. */
    void tick();

    /**
     * Runs something when the clock of the synchronizer reaches a time (microseconds since the epoch), inside an
     * exclusive section, after a tick has shown that time to all connected nodes. Lost when the process ends: whoever
     * needs it again arms it again when the network is opened. A time in the past runs as soon as the lock is free.
     */
    Cancellation at(long time, Runnable task);

    /**
     * Runs something after a time of the machine's clock, outside the lock; the synchronizer's time does not move for
     * it.
     */
    Cancellation after(Duration delay, Runnable task);

    /** Takes an appointment back. */
    @FunctionalInterface
    interface Cancellation {
        void cancel();
    }
}
