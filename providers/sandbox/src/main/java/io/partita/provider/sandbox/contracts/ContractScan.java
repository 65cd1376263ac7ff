package io.partita.provider.sandbox.contracts;

import io.partita.provider.sandbox.store.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads a participant's contracts in order, page by page, so that nobody holds the lock for long: each page is read in
 * an exclusive section of its own. A scan for an offset gives the same contracts whatever happens between the pages,
 * since later changes have later offsets.
 */
public final class ContractScan {

    private final ContractStore store;
    private final Table<Long> rows;
    private final Table<String> stakes;
    private final Table<Long> ranges;
    private final Set<String> parties;
    private long next;

    ContractScan(ContractStore store, Table<Long> rows, Table<String> stakes, Table<Long> ranges, Set<String> parties) {
        this.store = store;
        this.rows = rows;
        this.stakes = stakes;
        this.ranges = ranges;
        this.parties = Set.copyOf(parties);
    }

    /** Goes on from an ordinal. */
    public ContractScan from(long ordinal) {
        next = ordinal;
        return this;
    }

    /** The ordinal with which the next page begins. */
    public long position() {
        return next;
    }

    /**
     * The next contracts.
     *
     * @param most how many at most; fewer only at the end
     * @param wanted which of them to return
     */
    public List<StoredContract> page(int most, Predicate<StoredContract> wanted) {
        List<StoredContract> page = new ArrayList<>();
        long end = store.visible();
        Cursor cursor = new Cursor();
        while (page.size() < most) {
            OptionalLong ordinal = cursor.next();
            if (ordinal.isEmpty() || ordinal.getAsLong() >= end) {
                next = end;
                return page;
            }
            next = ordinal.getAsLong() + 1;
            store.at(ordinal.getAsLong()).filter(this::concerned).filter(wanted).ifPresent(page::add);
        }
        return page;
    }

    /** The index may name a contract whose place was taken by another one since. */
    private boolean concerned(StoredContract found) {
        return parties.isEmpty() || found.contract().stakeholders().stream().anyMatch(parties::contains);
    }

    /** Ordinals in ascending order, from rows and ranges. */
    private final class Cursor {

        private final List<Heads> sources = new ArrayList<>();

        Cursor() {
            if (parties.isEmpty()) {
                sources.add(new Heads(rowOrdinals()));
            }
            parties.forEach(party -> sources.add(new Heads(stakeOrdinals(party))));
            sources.add(new Heads(rangeOrdinals()));
        }

        OptionalLong next() {
            OptionalLong smallest = OptionalLong.empty();
            for (Heads source : sources) {
                source.skipTo(next);
                if (source.head.isPresent() && (smallest.isEmpty() || source.head.getAsLong() < smallest.getAsLong())) {
                    smallest = source.head;
                }
            }
            return smallest;
        }
    }

    private Iterator<Long> rowOrdinals() {
        Iterator<Map.Entry<Long, byte[]>> entries = rows.ascending(next).iterator();
        return new Mapped<>(entries, Map.Entry::getKey, entry -> true);
    }

    private Iterator<Long> stakeOrdinals(String party) {
        Iterator<Map.Entry<String, byte[]>> entries =
                stakes.ascending(StakeKey.of(party, next)).iterator();
        return new Mapped<>(
                entries, entry -> StakeKey.ordinal(entry.getKey()), entry -> StakeKey.belongsTo(entry.getKey(), party));
    }

    private Iterator<Long> rangeOrdinals() {
        Iterator<Map.Entry<Long, byte[]>> entries =
                ranges.ascending(ranges.floor(next).orElse(next)).iterator();
        return new RangeOrdinals(entries);
    }

    private final class RangeOrdinals implements Iterator<Long> {

        private final Iterator<Map.Entry<Long, byte[]>> entries;
        private SeedRange range;
        private long ordinal;

        RangeOrdinals(Iterator<Map.Entry<Long, byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            while (range == null || !range.contains(ordinal)) {
                if (!entries.hasNext()) {
                    return false;
                }
                Map.Entry<Long, byte[]> entry = entries.next();
                SeedRange candidate = SeedRange.decode(entry.getKey(), entry.getValue());
                ContractSeed seed = store.seed(candidate.seed());
                if (parties.isEmpty() || parties.stream().anyMatch(seed::concerns)) {
                    range = candidate;
                    ordinal = Math.max(candidate.base(), next);
                }
            }
            return true;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            return ordinal++;
        }
    }

    /** An iterator with a look at its head. */
    private static final class Heads {

        private final Iterator<Long> rest;
        private OptionalLong head;

        Heads(Iterator<Long> rest) {
            this.rest = rest;
            advance();
        }

        void skipTo(long ordinal) {
            while (head.isPresent() && head.getAsLong() < ordinal) {
                advance();
            }
        }

        private void advance() {
            head = rest.hasNext() ? OptionalLong.of(rest.next()) : OptionalLong.empty();
        }
    }

    /** Maps entries as long as they fit. */
    private static final class Mapped<E> implements Iterator<Long> {

        private final Iterator<E> entries;
        private final java.util.function.ToLongFunction<E> ordinal;
        private final Predicate<E> fits;
        private E ahead;
        private boolean ended;

        Mapped(Iterator<E> entries, java.util.function.ToLongFunction<E> ordinal, Predicate<E> fits) {
            this.entries = entries;
            this.ordinal = ordinal;
            this.fits = fits;
        }

        @Override
        public boolean hasNext() {
            if (ahead == null && !ended) {
                ahead = entries.hasNext() ? entries.next() : null;
                ended = ahead == null || !fits.test(ahead);
            }
            return !ended;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            long result = ordinal.applyAsLong(ahead);
            ahead = null;
            return result;
        }
    }
}
