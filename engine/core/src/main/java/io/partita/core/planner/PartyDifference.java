package io.partita.core.planner;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.PartyKeys;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A declared party compared with its live mapping.
 *
 * @param declared the declaration
 * @param party its full id
 * @param name its declared name, or its full id where that name is not unique or not that of the id
 * @param live the mapping in force; empty when it is hosted nowhere
 * @param desired what is declared, with everything live that is not declared and left alone
 * @param added new hosts, in declared order
 * @param raised live hosts that get a higher permission, sorted by name
 * @param flagged declared live hosts that carry the onboarding flag, sorted by name
 * @param missed declared live hosts without the flag of which a person says that they lack contracts from when they
 *     became hosts, sorted by name
 * @param kept live hosts that the declaration says to leave alone
 */
public record PartyDifference(
        DeclaredParty declared,
        PartyId party,
        String name,
        Optional<HostingMapping> live,
        PartyHosting desired,
        List<CurrentParticipant> added,
        List<CurrentParticipant> raised,
        List<CurrentParticipant> flagged,
        List<CurrentParticipant> missed,
        SortedSet<ParticipantId> kept) {

    /** Of which nobody says that a host lacks contracts. */
    PartyDifference(
            DeclaredParty declared,
            PartyId party,
            String name,
            Optional<HostingMapping> live,
            PartyHosting desired,
            List<CurrentParticipant> added,
            List<CurrentParticipant> raised,
            List<CurrentParticipant> flagged,
            SortedSet<ParticipantId> kept) {
        this(declared, party, name, live, desired, added, raised, flagged, List.of(), kept);
    }

    public PartyDifference {
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(desired, "desired");
        added = List.copyOf(added);
        raised = List.copyOf(raised);
        flagged = List.copyOf(flagged);
        missed = List.copyOf(missed);
        kept = kept.isEmpty() ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(new TreeSet<>(kept));
    }

    /** The same, with what a person says of hosts without the onboarding flag. */
    PartyDifference lacking(List<CurrentParticipant> hosts) {
        return new PartyDifference(declared, party, name, live, desired, added, raised, flagged, hosts, kept);
    }

    /** Whether a participant hosts it now without the onboarding flag, and is declared so. */
    boolean isPlainHost(CurrentParticipant participant) {
        boolean plain = live.flatMap(mapping -> mapping.host(participant.id()))
                .filter(host -> !host.isOnboarding())
                .isPresent();
        return plain
                && declared.hosts().stream()
                        .anyMatch(host -> host.participant().value().equals(participant.name()));
    }

    /** Whether somebody else hosts it in full, who could show what a host lacks. */
    boolean hasOtherHost(CurrentParticipant participant) {
        return live.map(HostingMapping::hosts).orElse(List.of()).stream()
                .anyMatch(host -> !host.isOnboarding() && !host.participant().equals(participant.id()));
    }

    /** The signing keys that the party is created with; empty for one that no key outside of all participants owns. */
    Optional<PartyKeys> newKeys() {
        return declared.identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.empty(),
                        external -> Optional.of(PartyKeys.of(external.signingKey())),
                        decentralized -> Optional.empty());
    }

    /** The signing keys of the party: those that it has, or those that it is created with. */
    Optional<PartyKeys> signingKeys() {
        return live.isPresent() ? live.flatMap(HostingMapping::signingKeys) : newKeys();
    }

    /**
     * Who takes what a key has signed for the party: a host of before, which no window of the party isolates; for a new
     * party its first host.
     */
    ParticipantName takes(CurrentTopology topology) {
        Stream<CurrentParticipant> hosts = live.isEmpty()
                ? added.stream()
                : live.get().hosts().stream()
                        .flatMap(host -> topology.nameOf(host.participant()).stream())
                        .map(topology::participant)
                        .sorted(Comparator.comparing(CurrentParticipant::name));
        return hosts.filter(CurrentParticipant::isConnected)
                .map(CurrentParticipant::name)
                .findFirst()
                .orElse(topology.reader());
    }

    /** Whether the hosting is as declared, flags apart. */
    public boolean isHostedAsDeclared() {
        return live.map(mapping -> mapping.isHosting(desired)).orElse(false);
    }

    public boolean isNothing() {
        return isHostedAsDeclared() && flagged.isEmpty() && missed.isEmpty();
    }
}
