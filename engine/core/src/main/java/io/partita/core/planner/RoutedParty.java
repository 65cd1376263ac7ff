package io.partita.core.planner;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Authority;
import io.partita.core.plan.LeftOver;
import io.partita.core.plan.Route;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.HostingProposal;
import io.partita.core.topology.CurrentParticipant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A party that changes, with the way that was found for it.
 *
 * @param difference what changes
 * @param route which way, and why
 * @param lastSerial the highest serial that its mapping ever had, 0 for a new party
 * @param authority who signs for it
 * @param source the host whose contracts are compared or exported; empty when there is none
 * @param moved its contracts, on the offline path; none on others
 * @param leftOver what is purged of it on its targets, by target
 * @param proposals what is proposed for the serial that follows and not in force
 */
record RoutedParty(
        PartyDifference difference,
        Route route,
        int lastSerial,
        Authority authority,
        Optional<CurrentParticipant> source,
        ContractSummary moved,
        SortedMap<ParticipantName, LeftOver> leftOver,
        List<HostingProposal> proposals) {

    /** For a party of which nothing is purged. */
    RoutedParty(
            PartyDifference difference,
            Route route,
            int lastSerial,
            Authority authority,
            Optional<CurrentParticipant> source,
            ContractSummary moved,
            List<HostingProposal> proposals) {
        this(difference, route, lastSerial, authority, source, moved, Collections.emptySortedMap(), proposals);
    }

    RoutedParty {
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(moved, "moved");
        leftOver = Collections.unmodifiableSortedMap(new TreeMap<>(leftOver));
        proposals = List.copyOf(proposals);
    }

    /** The same, with what an earlier hosting left on its targets. */
    RoutedParty purging(SortedMap<ParticipantName, LeftOver> found) {
        return new RoutedParty(difference, route, lastSerial, authority, source, moved, found, proposals);
    }

    /** The same, with what was found to be proposed for it. */
    RoutedParty proposed(List<HostingProposal> found) {
        return new RoutedParty(difference, route, lastSerial, authority, source, moved, leftOver, found);
    }

    /**
     * Whether a mapping was proposed and is signed by somebody whose signature has to be the last one: the consent of
     * a new host would complete it, while the host is connected.
     *
     * @param keys the fingerprints of declared keys
     */
    boolean isSignedTooEarly(HostingMapping mapping, Function<KeyName, Fingerprint> keys) {
        Set<Fingerprint> late = authority.late(keys);
        return proposals.stream()
                .filter(proposal -> proposal.mapping().equals(mapping))
                .flatMap(proposal -> proposal.signedBy().stream())
                .anyMatch(late::contains);
    }

    String name() {
        return difference.name();
    }

    boolean isRepair() {
        return route.reason().isRepair();
    }

    /**
     * Whether its way mends what a person said to be wrong on a host: purges what an earlier hosting left there, or
     * brings the contracts that a host lacks, or only clears the flag where no contract is missing.
     */
    boolean isRepairedBy(Repair repair) {
        ParticipantName target = repair.target();
        return repair.isOf(difference)
                && (leftOver.containsKey(target)
                        || Stream.concat(difference.flagged().stream(), difference.missed().stream())
                                .anyMatch(host -> host.name().equals(target)));
    }

    /** Who gets its contracts or the party itself. */
    List<CurrentParticipant> targets() {
        return switch (route.reason()) {
            case INCOMPLETE_IMPORT -> difference.flagged();
            case MISSED_CONTRACTS -> difference.missed();
            case NEW_PARTY,
                    HOSTS_CHANGE,
                    STALE_FLAG,
                    UNUSED,
                    DECLARED_OFFLINE,
                    USED,
                    UNANSWERED,
                    HISTORY_INCOMPLETE,
                    IN_FLIGHT -> difference.added();
        };
    }

    /** Hosts whose flag is cleared because no contract is missing there. */
    List<CurrentParticipant> staleFlags() {
        return isRepair() ? List.of() : difference.flagged();
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
