package io.partita.core.planner;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Authority;
import io.partita.core.plan.Route;
import io.partita.core.topology.CurrentParticipant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A party that changes, with the way that was found for it.
 *
 * @param difference what changes
 * @param route which way, and why
 * @param lastSerial the highest serial that its mapping ever had, 0 for a new party
 * @param authority who signs for it
 * @param source the host whose contracts are compared or exported; empty when there is none
 * @param needed packages of its contracts with the number of contracts, on the offline path
 */
record RoutedParty(
        PartyDifference difference,
        Route route,
        int lastSerial,
        Authority authority,
        Optional<CurrentParticipant> source,
        SortedMap<PackageId, Long> needed) {
    RoutedParty {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(source, "source");
        needed = Collections.unmodifiableSortedMap(new TreeMap<>(needed));
    }

    String name() {
        return difference.name();
    }

    boolean isOffline() {
        return route.path() == Route.Path.OFFLINE;
    }

    /** Whether one mapping is reached while everybody is connected. */
    boolean isDirect() {
        return !isOffline() && !difference.isHostedAsDeclared();
    }

    CurrentParticipant sourceOrBug() {
        return source.orElseThrow(
                () -> new IllegalStateException("This is a bug in partita: " + difference.party() + " has no source"));
    }

    /** Whose signature makes its mappings effective; empty when nothing has to be signed for it. */
    Optional<ParticipantName> signsLast() {
        return authority.connected().stream().reduce((earlier, later) -> later);
    }
}
