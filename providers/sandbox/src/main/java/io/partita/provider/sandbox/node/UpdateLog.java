package io.partita.provider.sandbox.node;

import java.util.Optional;
import java.util.OptionalLong;

/** The updates of one node and their offsets (semantics.md 12). To be used under the lock of the network. */
public interface UpdateLog {

    /** Offset of the newest update; 0 = none yet. */
    long end();

    /** Record time of the newest update, microseconds since the epoch; 0 = none yet. */
    long endTime();

    /**
     * Appends an update and gives its offset. A record time earlier than the newest one is raised to it.
     *
     * @param recordTime microseconds since the epoch
     */
    long append(Update.Kind kind, long recordTime, byte[] payload);

    /** The update at an offset; empty if there is none or it was pruned. */
    Optional<Update> at(long offset);

    /**
     * Updates in ascending order of offsets; both bounds inclusive. The iteration sees the log as it was when it began
     * and may go on outside the lock.
     */
    Iterable<Update> range(long from, long to);

    /** As {@link #range}, in descending order. */
    Iterable<Update> descending(long from, long to);

    /** The greatest offset whose record time is not after a time; empty if there is none. */
    OptionalLong offsetAt(long recordTime);

    /** Up to which offset (inclusive) updates are gone; 0 = nothing was pruned. */
    long prunedUpTo();

    /** Drops updates up to an offset (inclusive). Goes forward only. */
    void prune(long upTo);
}
