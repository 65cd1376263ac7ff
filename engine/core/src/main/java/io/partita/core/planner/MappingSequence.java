package io.partita.core.planner;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyKeys;
import io.partita.core.plan.Signing;
import io.partita.core.topology.CurrentParticipant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The mappings of one party that a plan goes through, each with its pinned serial and exact content: hosts in the order
 * of the live mapping, new ones after them, flags and keys of the others carried over. Where exactly that was proposed
 * already and signed by who has to sign last, the new ones come earlier: the same hosting with another hash, which
 * nobody has signed.
 */
final class MappingSequence {

    private final RoutedParty party;
    private final PartyHosting desired;
    private final int firstSerial;
    private final Optional<PartyKeys> signingKeys;
    private final Function<KeyName, Fingerprint> keys;
    private Optional<HostingMapping> current;
    private Optional<HostingMapping> signedTooEarly = Optional.empty();

    /** @param keys the fingerprints of declared keys */
    MappingSequence(RoutedParty party, Function<KeyName, Fingerprint> keys) {
        this.party = party;
        this.keys = keys;
        desired = party.difference().desired();
        firstSerial = party.lastSerial() + 1;
        signingKeys = party.difference().signingKeys();
        current = party.difference().live();
    }

    /** A new host with its declared permission and the onboarding flag; nothing else changes. */
    HostingMapping withOnboarding(ParticipantId host) {
        List<Host> added = List.of(new Host(host, desired.hosts().get(host), Onboarding.FLAGGED));
        return next(hosts(), added, current.map(HostingMapping::threshold).orElse(desired.threshold()));
    }

    /** The mapping that is in force. */
    HostingMapping live() {
        return current.orElseThrow(
                () -> new IllegalStateException("This is a bug in partita: nothing is live that could be repaired"));
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
        List<Host> more = added.stream()
                .map(participant -> new Host(participant.id(), desired.hosts().get(participant.id()), Onboarding.CLEAR))
                .toList();
        return next(hosts, more, desired.threshold());
    }

    /** Whether the mapping reached so far is what is declared. */
    boolean isAsDesired() {
        return current.map(mapping -> mapping.hosting().equals(desired)).orElse(false);
    }

    /** A mapping of which every order is signed already by who has to sign last; empty when there is none. */
    Optional<HostingMapping> signedTooEarly() {
        return signedTooEarly;
    }

    private List<Host> hosts() {
        return current.map(HostingMapping::hosts).orElse(List.of());
    }

    private HostingMapping next(List<Host> hosts, List<Host> added, int threshold) {
        HostingMapping mapping = mapping(hosts, added, hosts.size(), threshold);
        for (int before = hosts.size() - 1; before >= 0 && isCompletedByHosts(mapping, added); before--) {
            mapping = mapping(hosts, added, before, threshold);
        }
        if (!hosts.isEmpty() && isCompletedByHosts(mapping, added)) {
            signedTooEarly = Optional.of(mapping);
        }
        current = Optional.of(mapping);
        return mapping;
    }

    private boolean isCompletedByHosts(HostingMapping mapping, List<Host> added) {
        return !added.isEmpty() && party.isSignedTooEarly(mapping, keys);
    }

    /** @param at how many of the hosts come before those that are added */
    private HostingMapping mapping(List<Host> hosts, List<Host> added, int at, int threshold) {
        List<Host> all = new ArrayList<>(hosts);
        all.addAll(at, added);
        return new HostingMapping(
                desired.party(),
                current.map(before -> before.serial() + 1).orElse(firstSerial),
                threshold,
                all,
                signingKeys);
    }
}
