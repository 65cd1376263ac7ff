package io.partita.core.planner;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyKeys;
import io.partita.core.plan.Signing;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mappings of one party that a plan goes through, each with its pinned serial and exact content: hosts in the order
 * of the live mapping, new ones after them, flags and keys of the others carried over.
 */
final class MappingSequence {

    private final PartyHosting desired;
    private final int firstSerial;
    private final Optional<PartyKeys> signingKeys;
    private Optional<HostingMapping> current;

    MappingSequence(RoutedParty party) {
        desired = party.difference().desired();
        firstSerial = party.lastSerial() + 1;
        signingKeys = party.difference().signingKeys();
        current = party.difference().live();
    }

    /** A new host with its declared permission and the onboarding flag; nothing else changes. */
    HostingMapping withOnboarding(ParticipantId host) {
        List<Host> hosts = new ArrayList<>(hosts());
        hosts.add(new Host(host, desired.hosts().get(host), Onboarding.FLAGGED));
        return next(hosts, current.map(HostingMapping::threshold).orElse(desired.threshold()));
    }

    /** One host without its onboarding flag; nothing else changes. */
    void withoutFlag(ParticipantId cleared) {
        current = current.map(mapping -> Signing.withoutFlag(mapping, cleared));
    }

    /** Everything as declared at once. */
    HostingMapping asDesired(List<CurrentParticipant> added) {
        List<Host> hosts = new ArrayList<>();
        hosts().forEach(host ->
                hosts.add(new Host(host.participant(), desired.hosts().get(host.participant()), host.onboarding())));
        added.forEach(participant ->
                hosts.add(new Host(participant.id(), desired.hosts().get(participant.id()), Onboarding.CLEAR)));
        return next(hosts, desired.threshold());
    }

    /** Whether the mapping reached so far is what is declared. */
    boolean isAsDesired() {
        return current.map(mapping -> mapping.hosting().equals(desired)).orElse(false);
    }

    private List<Host> hosts() {
        return current.map(HostingMapping::hosts).orElse(List.of());
    }

    private HostingMapping next(List<Host> hosts, int threshold) {
        HostingMapping mapping = new HostingMapping(
                desired.party(),
                current.map(before -> before.serial() + 1).orElse(firstSerial),
                threshold,
                hosts,
                signingKeys);
        current = Optional.of(mapping);
        return mapping;
    }
}
