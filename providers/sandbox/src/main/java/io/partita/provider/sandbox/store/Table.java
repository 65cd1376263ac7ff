package io.partita.provider.sandbox.store;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * A persistent, sorted map from {@code K} to bytes. Changes become durable with the end of the exclusive section in
 * which they were made (see {@link Exclusive}); the arrays passed in and handed out must not be changed.
 *
 * @param <K> {@link Long} or {@link String}
 */
public final class Table<K extends Comparable<K>> {

    private final MVMap<K, byte[]> map;

    Table(MVMap<K, byte[]> map) {
        this.map = map;
    }

    /** The value of a key. */
    public Optional<byte[]> find(K key) {
        return Optional.ofNullable(map.get(key));
    }

    /** Sets the value of a key, whether there was one or not. */
    public void put(K key, byte[] value) {
        map.put(key, value);
    }

    /** Removes a key; nothing happens if it is absent. */
    public void remove(K key) {
        map.remove(key);
    }

    /** Whether the key has a value. */
    public boolean contains(K key) {
        return map.containsKey(key);
    }

    /** The greatest key. */
    public Optional<K> last() {
        return Optional.ofNullable(map.lastKey());
    }

    /** The greatest key that is not greater than {@code key}. */
    public Optional<K> floor(K key) {
        return Optional.ofNullable(map.floorKey(key));
    }

    /** Number of keys. */
    public long size() {
        return map.sizeAsLong();
    }

    /**
     * Entries in ascending order, from {@code from} (inclusive; null = the first). The iteration sees the table as it
     * was when it began, also outside the lock.
     */
    public Iterable<Map.Entry<K, byte[]>> ascending(K from) {
        return () -> entries(map.cursor(from));
    }

    /** Entries in descending order, from {@code from} (inclusive; null = the last), seen as by {@link #ascending}. */
    public Iterable<Map.Entry<K, byte[]>> descending(K from) {
        return () -> entries(map.cursor(from, null, true));
    }

    private Iterator<Map.Entry<K, byte[]>> entries(Cursor<K, byte[]> cursor) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Map.Entry<K, byte[]> next() {
                K key = cursor.next();
                return Map.entry(key, cursor.getValue());
            }
        };
    }
}
