package io.partita.provider.sandbox.node;

/**
 * An entry of a node's update log.
 *
 * @param offset position: 1, 2, 3 … without gaps
 * @param recordTime microseconds since the epoch; never decreases along the offsets
 * @param kind what it is
 * @param payload {@link HostingEvents} for topology, empty for invisible, otherwise the ledger side's own
 */
public record Update(long offset, long recordTime, Kind kind, byte[] payload) {

    /** What an update is. The order must not change: its positions are stored. */
    public enum Kind {
        /** Hosting events, appended by the kernel. */
        TOPOLOGY,
        /** A Daml transaction. */
        TRANSACTION,
        /** Contracts added or purged by an import or a repair. */
        REPAIR,
        /** A movement of the ledger end that no client sees. */
        INVISIBLE
    }
}
