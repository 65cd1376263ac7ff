package io.partita.core.topology;

import io.partita.core.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A set of contract ids in little memory: 16 bytes of each id's SHA-256, open addressing. A million ids take 32 MB at
 * most. Two ids with the same 128 bits do not happen.
 */
final class ContractIds {

    private static final int FIRST_SLOTS = 1 << 4;

    private final MessageDigest digest = Sha256.digest();
    private long[] slots = new long[2 * FIRST_SLOTS];
    private int size;

    /** @return whether it was not there before */
    boolean add(String id) {
        ByteBuffer hash = hash(id);
        long high = hash.getLong();
        long low = hash.getLong() | 1;
        if (!put(slots, high, low)) {
            return false;
        }
        size++;
        if (size > slots.length / 4) {
            grow();
        }
        return true;
    }

    boolean contains(String id) {
        ByteBuffer hash = hash(id);
        long high = hash.getLong();
        long low = hash.getLong() | 1;
        return slots[find(slots, high, low) + 1] != 0;
    }

    int size() {
        return size;
    }

    void clear() {
        slots = new long[2 * FIRST_SLOTS];
        size = 0;
    }

    /** The low word is odd, so a used slot is never all zero. */
    private ByteBuffer hash(String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i + 1] != 0) {
                put(larger, slots[i], slots[i + 1]);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long high, long low) {
        int at = find(slots, high, low);
        if (slots[at + 1] != 0) {
            return false;
        }
        slots[at] = high;
        slots[at + 1] = low;
        return true;
    }

    /** The slot of a hash, or the free one where it belongs. */
    private static int find(long[] slots, long high, long low) {
        int mask = slots.length / 2 - 1;
        int at = (int) high & mask;
        while (slots[2 * at + 1] != 0 && (slots[2 * at] != high || slots[2 * at + 1] != low)) {
            at = (at + 1) & mask;
        }
        return 2 * at;
    }
}
