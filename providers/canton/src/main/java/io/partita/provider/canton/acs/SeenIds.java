package io.partita.provider.canton.acs;

/**
 * Notices an id that comes twice, in bounded memory: up to {@value #MOST} ids are remembered, by 64 bits of a hash each; beyond them nothing more is noticed. A participant never writes
 * a contract twice; this finds files that were put together by hand.
 */
final class SeenIds {

    private static final int MOST = 1_000_000;
    private static final int FIRST_CAPACITY = 1024;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;

    /** @return false when the id was there before */
    boolean add(String id) {
        if (size >= MOST) {
            return true;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        if (!put(slots, hash(id))) {
            return false;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                put(larger, hash);
            }
        }
        slots = larger;
    }

    private static boolean put(long[] slots, long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = hash;
        return true;
    }

    /** FNV-1a with a final mix; never 0, which marks an empty slot. */
    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0xd6e8feb86659fd93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
