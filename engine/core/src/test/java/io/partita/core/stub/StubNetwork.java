package io.partita.core.stub;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Participants on one synchronizer, with the mappings of its parties. */
public final class StubNetwork implements Network {

    public static final String ALIAS = "mysynchronizer";
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final SortedMap<PartyId, List<HostingState>> histories = new TreeMap<>();
    final Map<PartyId, List<HostingProposal>> proposals = new TreeMap<>();
    private final Map<Fingerprint, NamespaceState> namespaces = new TreeMap<>();
    private final SortedSet<Fingerprint> keys = new TreeSet<>();
    final SortedMap<ParticipantName, StubParticipant> participants = new TreeMap<>();
    public PhysicalSynchronizerId synchronizer =
            new PhysicalSynchronizerId(SynchronizerId.of("da::1220" + "0".repeat(64)), 35, 0);
    public Duration decisionTimeout = Duration.ofSeconds(10);

    public StubNetwork(String... names) {
        for (String name : names) {
            participants.put(new ParticipantName(name), new StubParticipant(this, name));
        }
    }

    @Override
    public Participant participant(ParticipantName name) {
        return node(name.name());
    }

    /** Planning asks for nobody by id. */
    @Override
    public Participant participant(ParticipantName name, ParticipantId id) {
        StubParticipant found = node(name.name());
        if (!found.id().equals(id)) {
            throw new IllegalArgumentException(name + " is " + found.id());
        }
        return found;
    }

    public StubParticipant node(String name) {
        StubParticipant participant = participants.get(new ParticipantName(name));
        if (participant == null) {
            throw new IllegalArgumentException("no participant " + name);
        }
        return participant;
    }

    /** A local party of a participant. */
    public PartyId party(String name, String owner) {
        return PartyId.of(name + "::" + node(owner).id().namespace());
    }

    /** A namespace of several owners: participants, or names of owners elsewhere, who have a key of their own. */
    public Fingerprint shared(int threshold, String... owners) {
        SortedSet<Fingerprint> fingerprints = new TreeSet<>();
        for (String owner : owners) {
            Fingerprint fingerprint = new Fingerprint(StubParticipant.fingerprint(owner));
            fingerprints.add(fingerprint);
            keys.add(fingerprint);
        }
        Fingerprint namespace = new Fingerprint(StubParticipant.fingerprint(String.join("+", owners)));
        namespaces.put(namespace, NamespaceState.decentralized(namespace, fingerprints, threshold));
        return namespace;
    }

    /** The namespace that participant1 and participant2 found, with the owners that it has by now. */
    public void founded(int threshold, List<String> owners) {
        SortedSet<Fingerprint> founders = new TreeSet<>(List.of(
                node("participant1").id().namespace(), node("participant2").id().namespace()));
        SortedSet<Fingerprint> live = new TreeSet<>();
        owners.forEach(owner -> live.add(node(owner).id().namespace()));
        Fingerprint namespace = NamespaceDefinition.of(founders);
        namespaces.put(namespace, NamespaceState.decentralized(namespace, live, threshold));
    }

    /** The topology knows a key as the root of a namespace. */
    public void introduce(Fingerprint root) {
        keys.add(root);
    }

    /** Nobody can sign for an owner any more. */
    public void revoke(String owner) {
        keys.remove(new Fingerprint(StubParticipant.fingerprint(owner)));
    }

    NamespaceState namespace(Fingerprint namespace) {
        boolean known = keys.contains(namespace)
                || participants.values().stream()
                        .anyMatch(participant -> participant.id().namespace().equals(namespace));
        return namespaces.getOrDefault(
                namespace, NamespaceState.ordinary(namespace, new TreeSet<>(known ? Set.of(namespace) : Set.of())));
    }

    /**
     * Makes a mapping effective. Hosts are written {@code "participant1 submission"}, with {@code "*"} for the
     * onboarding flag.
     */
    public HostingMapping host(PartyId party, int threshold, String... hosts) {
        List<Host> parsed = new ArrayList<>();
        for (String host : hosts) {
            String[] words = host.split(" ");
            parsed.add(new Host(
                    node(words[0]).id(),
                    Permission.valueOf(words[1].toUpperCase(java.util.Locale.ROOT)),
                    words.length > 2 ? Onboarding.FLAGGED : Onboarding.CLEAR));
        }
        int serial = histories.getOrDefault(party, List.of()).size() + 1;
        HostingMapping mapping = new HostingMapping(party, serial, threshold, parsed, Optional.empty());
        authorize(mapping);
        return mapping;
    }

    public void authorize(HostingMapping mapping) {
        List<HostingState> history = histories.computeIfAbsent(mapping.party(), party -> new ArrayList<>());
        history.add(new HostingState(
                mapping, START.plusSeconds(history.size()), Optional.empty(), "1220" + mapping.serial()));
    }

    public void propose(HostingProposal proposal) {
        proposals
                .computeIfAbsent(proposal.mapping().party(), party -> new ArrayList<>())
                .add(proposal);
    }

    public Optional<HostingState> head(PartyId party) {
        List<HostingState> history = histories.get(party);
        return history == null
                ? Optional.empty()
                : Optional.of(history.get(history.size() - 1))
                        .filter(state -> !state.mapping().hosts().isEmpty());
    }

    @Override
    public List<SentRequest> takeSent() {
        return List.of();
    }

    @Override
    public void close() {}
}
