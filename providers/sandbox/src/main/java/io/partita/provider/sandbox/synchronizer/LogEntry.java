package io.partita.provider.sandbox.synchronizer;

import java.nio.ByteBuffer;

/**
 * An entry of the synchronizer's log.
 *
 * @param index 1, 2, 3 …
 * @param time when it was sequenced, microseconds since the epoch
 * @param kind what it is
 * @param payload of a Daml transaction; empty for topology, whose content is in the topology store
 */
public record LogEntry(long index, long time, Kind kind, byte[] payload) {

    /** What an entry is. The order must not change: its positions are stored. */
    public enum Kind {
        TOPOLOGY,
        TRANSACTION
    }

    byte[] encode() {
        return ByteBuffer.allocate(9 + payload.length)
                .putLong(time)
                .put((byte) kind.ordinal())
                .put(payload)
                .array();
    }

    static LogEntry decode(long index, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long time = buffer.getLong();
        Kind kind = Kind.values()[buffer.get()];
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        return new LogEntry(index, time, kind, payload);
    }
}
