package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.HostingProposal;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What happens to one party. Its mapping goes through these states, in this order: as read, without each stale flag,
 * {@code direct}, one for each transfer of the plan's windows and one without that transfer's flag, {@code last}.
 *
 * @param name the name in its id, or its full id where that name is not unique in the plan or the declaration calls it
 *     otherwise: who confirms a name confirms what is done to the party that has it
 * @param party its id
 * @param before the mapping that was read; empty when the party does not exist or is hosted nowhere
 * @param lastSerial the highest serial that its mapping ever had, 0 for a new party
 * @param route how hosts are added, and why so
 * @param authority who signs for the party
 * @param source the host whose contracts are compared when a stale flag is cleared; empty when none is
 * @param staleFlags hosts whose onboarding flag was found live and is cleared first, sorted by name
 * @param direct the mapping that the party reaches while every participant is connected; empty when there is none
 * @param last the mapping after all windows, for what the new hosts' quorum had to be there for; empty when there is
 *     none
 * @param kept live hosts that the declaration leaves alone: no step is done on them for this party
 * @param proposals what was proposed for its mapping already and is not in force, in the order in which it was read:
 *     what is a mapping of this plan is joined, and anything else is overtaken by the plan's own
 * @param resembling live parties that a new party could be taken for: of the same name, or of one that looks like it
 * @param older packages of which a new host has no version as new as another host of the party, sorted
 */
public record PartyChange(
        String name,
        PartyId party,
        Optional<HostingMapping> before,
        int lastSerial,
        Route route,
        Authority authority,
        Optional<ParticipantName> source,
        List<ParticipantName> staleFlags,
        Optional<HostingMapping> direct,
        Optional<HostingMapping> last,
        SortedSet<ParticipantId> kept,
        List<HostingProposal> proposals,
        SortedSet<PartyId> resembling,
        List<OlderPackage> older) {

    /** A party for which nothing is proposed, and that nobody takes for another one. */
    public PartyChange(
            String name,
            PartyId party,
            Optional<HostingMapping> before,
            int lastSerial,
            Route route,
            Authority authority,
            Optional<ParticipantName> source,
            List<ParticipantName> staleFlags,
            Optional<HostingMapping> direct,
            Optional<HostingMapping> last,
            SortedSet<ParticipantId> kept) {
        this(
                name,
                party,
                before,
                lastSerial,
                route,
                authority,
                source,
                staleFlags,
                direct,
                last,
                kept,
                List.of(),
                new TreeSet<>(),
                List.of());
    }

    public PartyChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(source, "source");
        staleFlags = List.copyOf(staleFlags);
        Objects.requireNonNull(direct, "direct");
        Objects.requireNonNull(last, "last");
        kept = Collections.unmodifiableSortedSet(new TreeSet<>(kept));
        proposals = List.copyOf(proposals);
        resembling = Collections.unmodifiableSortedSet(new TreeSet<>(resembling));
        older = older.stream().sorted().toList();
    }

    /** The live hosts that a proposal would take the party from. */
    public List<ParticipantId> removed(HostingProposal proposal) {
        return before.map(mapping -> proposal.mapping().lacking(mapping)).orElse(List.of());
    }

    /**
     * Whether a proposal would take the party from a host, or give it to a new one without its contracts: without the
     * onboarding flag, and without proof that there are none.
     */
    public boolean isDangerous(HostingProposal proposal) {
        if (!removed(proposal).isEmpty()) {
            return true;
        }
        boolean unused = path() == Route.Path.SIMPLE || path() == Route.Path.CREATE;
        return !unused
                && proposal.mapping().hosts().stream()
                        .anyMatch(host -> !host.isOnboarding()
                                && before.flatMap(mapping -> mapping.host(host.participant()))
                                        .isEmpty());
    }

    /** Whether it gets no new mapping in its windows: the live one stays, and the contracts come to its target. */
    public boolean isRepair() {
        return route.reason().isRepair();
    }

    /**
     * Whether it is the repair of a host without the onboarding flag: what it brings comes from the repair service, and
     * no flag is cleared afterwards.
     */
    public boolean isOfMissed() {
        return route.reason() == Route.Reason.MISSED_CONTRACTS;
    }

    public Route.Path path() {
        return route.path();
    }
}
