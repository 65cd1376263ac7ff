package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyHosting;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mappings of one party that a plan goes through, each with its pinned serial and exact content: hosts in the order of the live mapping, new ones after them, flags and keys of the others carried
 * over.
 */
final class MappingSequence {

    private final PartyHosting desired;
    private int serial;
    private int threshold;
    private List<Host> hosts;
    private final Optional<String> signingKeys;
    private final List<HostingMapping> all = new ArrayList<>();

    MappingSequence(PartyWork work) {
        desired = work.difference().desired();
        serial = work.lastSerial();
        threshold = work.live().map(HostingMapping::threshold).orElse(desired.threshold());
        hosts = work.live().map(HostingMapping::hosts).orElse(List.of());
        signingKeys = work.live().flatMap(HostingMapping::signingKeys);
    }

    /** A new host with its declared permission and the onboarding flag; nothing else changes. */
    HostingMapping withOnboarding(ParticipantId host) {
        List<Host> next = new ArrayList<>(hosts);
        next.add(new Host(host, desired.hosts().get(host), Onboarding.FLAGGED));
        return next(next, threshold);
    }

    /** One host without its onboarding flag; nothing else changes. */
    HostingMapping withoutFlag(ParticipantId cleared) {
        return next(
                hosts.stream()
                        .map(host -> host.participant().equals(cleared)
                                ? new Host(cleared, host.permission(), Onboarding.CLEAR)
                                : host)
                        .toList(),
                threshold);
    }

    /** Everything as declared at once. */
    HostingMapping asDesired(List<CurrentParticipant> added) {
        List<Host> next = new ArrayList<>();
        Set<ParticipantId> present = new HashSet<>();
        for (Host host : hosts) {
            present.add(host.participant());
            next.add(new Host(host.participant(), desired.hosts().get(host.participant()), host.onboarding()));
        }
        for (CurrentParticipant participant : added) {
            if (present.add(participant.id())) {
                next.add(new Host(participant.id(), desired.hosts().get(participant.id()), Onboarding.CLEAR));
            }
        }
        return next(next, desired.threshold());
    }

    /** Whether the mapping reached so far is what is declared. */
    boolean isAsDesired() {
        return !all.isEmpty() && all.get(all.size() - 1).hosting().equals(desired);
    }

    /** The mappings so far, in order. */
    List<HostingMapping> all() {
        return List.copyOf(all);
    }

    private HostingMapping next(List<Host> nextHosts, int nextThreshold) {
        serial++;
        hosts = List.copyOf(nextHosts);
        threshold = nextThreshold;
        HostingMapping mapping = new HostingMapping(desired.party(), serial, threshold, hosts, signingKeys);
        all.add(mapping);
        return mapping;
    }
}
