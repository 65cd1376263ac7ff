package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.Usage;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A party that changes, with all that had to be read to know how.
 *
 * @param difference what changes
 * @param route the path and why
 * @param lastSerial the highest serial that its mapping ever had, 0 for a new party
 * @param owner the participant that signs for the party; empty when nothing has to be signed for it
 * @param source the host whose contracts are compared or exported; empty when there is none
 * @param needed packages of its contracts with the number of contracts, on the offline path
 */
record PartyWork(
        Difference difference,
        Route route,
        int lastSerial,
        Optional<CurrentParticipant> owner,
        Optional<CurrentParticipant> source,
        SortedMap<PackageId, Long> needed) {

    /**
     * How a party gets where it is declared to be.
     *
     * @param path the path
     * @param why why this one
     * @param evidence what was read to decide it
     * @param complete on the simple path the hosts that prove that the party is unused
     */
    record Route(PartyChange.Path path, String why, List<String> evidence, List<Usage.CompleteHost> complete) {
        Route {
            evidence = List.copyOf(evidence);
            complete = List.copyOf(complete);
        }

        static Route of(PartyChange.Path path, String why) {
            return new Route(path, why, List.of(), List.of());
        }
    }

    PartyWork {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(route, "route");
        needed = Collections.unmodifiableSortedMap(new TreeMap<>(needed));
    }

    String label() {
        return difference.label();
    }

    PartyChange.Path path() {
        return route.path();
    }

    boolean isOffline() {
        return path() == PartyChange.Path.OFFLINE;
    }

    /** New hosts other than the owner, whose one signature counts for both. */
    boolean isOwner(CurrentParticipant participant) {
        return owner.map(CurrentParticipant::id)
                .map(id -> id.equals(participant.id()))
                .orElse(false);
    }

    CurrentParticipant ownerOrBug() {
        return owner.orElseThrow(() -> bug("has no owner"));
    }

    CurrentParticipant sourceOrBug() {
        return source.orElseThrow(() -> bug("has no source"));
    }

    boolean liveHosts(ParticipantId participant) {
        return difference.live().flatMap(mapping -> mapping.host(participant)).isPresent();
    }

    Optional<HostingMapping> live() {
        return difference.live();
    }

    private IllegalStateException bug(String what) {
        return new IllegalStateException("This is a bug in partita: " + difference.party() + " " + what);
    }
}
