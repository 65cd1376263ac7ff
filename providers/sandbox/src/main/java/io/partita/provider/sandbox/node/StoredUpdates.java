package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.store.Table;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The update log of a node in its tables. */
final class StoredUpdates implements UpdateLog {

    private static final String PRUNED = "pruned";
    private static final int HEADER = 9;

    private final Table<Long> updates;
    private final Table<String> state;
    private final Runnable appended;
    private long end;
    private long endTime;

    StoredUpdates(Table<Long> updates, Table<String> state, Runnable appended) {
        this.updates = updates;
        this.state = state;
        this.appended = appended;
        this.end = updates.last().orElse(prunedUpTo());
        this.endTime = at(end).map(Update::recordTime).orElse(0L);
    }

    @Override
    public long end() {
        return end;
    }

    @Override
    public long endTime() {
        return endTime;
    }

    @Override
    public long append(Update.Kind kind, long recordTime, byte[] payload) {
        end++;
        endTime = Math.max(endTime, recordTime);
        updates.put(
                end,
                ByteBuffer.allocate(HEADER + payload.length)
                        .putLong(endTime)
                        .put((byte) kind.ordinal())
                        .put(payload)
                        .array());
        appended.run();
        return end;
    }

    @Override
    public Optional<Update> at(long offset) {
        return updates.find(offset).map(bytes -> decode(offset, bytes));
    }

    @Override
    public Iterable<Update> range(long from, long to) {
        Iterable<Map.Entry<Long, byte[]>> entries = updates.ascending(Math.max(1, from));
        return () -> decoded(entries.iterator(), offset -> offset <= to);
    }

    @Override
    public Iterable<Update> descending(long from, long to) {
        Iterable<Map.Entry<Long, byte[]>> entries = updates.descending(to);
        return () -> decoded(entries.iterator(), offset -> offset >= from);
    }

    @Override
    public OptionalLong offsetAt(long recordTime) {
        long low = prunedUpTo() + 1;
        long high = end;
        long found = 0;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            if (at(middle).orElseThrow().recordTime() <= recordTime) {
                found = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public long prunedUpTo() {
        return state.find(PRUNED).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
    }

    @Override
    public void prune(long upTo) {
        long before = prunedUpTo();
        for (long offset = before + 1; offset <= Math.min(upTo, end); offset++) {
            updates.remove(offset);
        }
        if (upTo > before) {
            state.put(
                    PRUNED, ByteBuffer.allocate(8).putLong(Math.min(upTo, end)).array());
        }
    }

    private static Update decode(long offset, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long recordTime = buffer.getLong();
        Update.Kind kind = Update.Kind.values()[buffer.get()];
        byte[] payload = new byte[buffer.remaining()];
        buffer.get(payload);
        return new Update(offset, recordTime, kind, payload);
    }

    private static Iterator<Update> decoded(Iterator<Map.Entry<Long, byte[]>> entries, Predicate<Long> within) {
        return new Iterator<>() {
            private Update next = advance();

            private Update advance() {
                if (!entries.hasNext()) {
                    return null;
                }
                Map.Entry<Long, byte[]> entry = entries.next();
                return within.test(entry.getKey()) ? decode(entry.getKey(), entry.getValue()) : null;
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Update next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Update current = next;
                next = advance();
                return current;
            }
        };
    }
}
