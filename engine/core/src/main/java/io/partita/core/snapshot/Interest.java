package io.partita.core.snapshot;

import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose contracts are looked at. The hosting of parties costs two calls for all of them; their contracts cost a stream
 * for every party and host.
 *
 * @param extent whether it is about those that are named
 * @param named full ids, or the part of an id before its namespace
 */
public record Interest(Extent extent, SortedSet<String> named) {

    /** Every party that is recorded. */
    public static final Interest EVERYTHING = new Interest(Extent.EVERYTHING, Collections.emptySortedSet());

    /** Whom it is about. */
    public enum Extent {
        EVERYTHING,
        NAMED
    }

    public Interest {
        Objects.requireNonNull(extent, "extent");
        named = Collections.unmodifiableSortedSet(new TreeSet<>(named));
    }

    /** The parties that are named, and no other one: nobody's when none is. */
    public static Interest in(SortedSet<String> named) {
        return new Interest(Extent.NAMED, named);
    }

    boolean covers(PartyId party) {
        return extent == Extent.EVERYTHING
                || named.contains(party.toString())
                || named.contains(party.uid().identifier());
    }

    /** The parties that are named by their full ids. */
    SortedSet<PartyId> ids() {
        return named.stream()
                .flatMap(text -> PartyId.parse(text).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names that are no full id and fit none of the parties. */
    SortedSet<String> unknownAmong(Set<PartyId> parties) {
        Set<String> known =
                parties.stream().map(party -> party.uid().identifier()).collect(Collectors.toSet());
        return named.stream()
                .filter(text -> PartyId.parse(text).isEmpty() && !known.contains(text))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
