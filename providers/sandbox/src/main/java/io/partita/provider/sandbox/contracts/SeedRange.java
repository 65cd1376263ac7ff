package io.partita.provider.sandbox.contracts;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Contracts of a seed that came with one update of a participant.
 *
 * @param base ordinal of the first one
 * @param seed number of the seed
 * @param from number of the first contract within the seed
 * @param size how many
 * @param createdOffset where they were created
 * @param createdAt ledger time of their creation
 * @param archivedOffset where all of them were archived together; 0 = they were not
 */
record SeedRange(long base, int seed, long from, int size, long createdOffset, long createdAt, long archivedOffset) {

    private static final int BYTES = 2 * Integer.BYTES + 4 * Long.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(seed)
                .putLong(from)
                .putInt(size)
                .putLong(createdOffset)
                .putLong(createdAt)
                .putLong(archivedOffset)
                .array();
    }

    static SeedRange decode(long base, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SeedRange(
                base,
                buffer.getInt(),
                buffer.getLong(),
                buffer.getInt(),
                buffer.getLong(),
                buffer.getLong(),
                buffer.getLong());
    }

    boolean contains(long ordinal) {
        return ordinal >= base && ordinal < base + size;
    }

    SeedRange archivedAt(long offset) {
        return new SeedRange(base, seed, from, size, createdOffset, createdAt, offset);
    }

    OptionalLong archived() {
        return archivedOffset == 0 ? OptionalLong.empty() : OptionalLong.of(archivedOffset);
    }
}
