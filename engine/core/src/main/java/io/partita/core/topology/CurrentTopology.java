package io.partita.core.topology;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was read, and from whom: the participants of a declaration, and the hosting of its parties. */
public final class CurrentTopology {

    private final PhysicalSynchronizerId synchronizer;
    private final Duration decisionTimeout;
    private final ParticipantName reader;
    private final SortedMap<ParticipantName, CurrentParticipant> participants;
    private final SortedMap<PartyId, HostingState> hostings;
    private final Map<PartyId, HostingState> hosted;
    private final Map<ParticipantName, CurrentParticipant> byName;
    private final Map<PartyId, SortedSet<PartyId>> resembling;
    private final Map<ParticipantId, ParticipantName> names = new HashMap<>();
    private final SortedMap<Fingerprint, ParticipantName> owners = new TreeMap<>();

    /**
     * @param synchronizer the same on every participant
     * @param decisionTimeout confirmation response timeout plus mediator reaction timeout
     * @param reader the connected participant whose store told the hostings
     * @param participants every participant of the declaration
     * @param hostings the declared parties that are hosted somewhere
     * @param resembling of declared parties that are hosted nowhere, the live ones that they could be taken for
     */
    public CurrentTopology(
            PhysicalSynchronizerId synchronizer,
            Duration decisionTimeout,
            ParticipantName reader,
            Map<ParticipantName, CurrentParticipant> participants,
            Map<PartyId, HostingState> hostings,
            Map<PartyId, SortedSet<PartyId>> resembling) {
        this.synchronizer = Objects.requireNonNull(synchronizer, "synchronizer");
        this.decisionTimeout = Objects.requireNonNull(decisionTimeout, "decisionTimeout");
        this.reader = Objects.requireNonNull(reader, "reader");
        this.participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        this.hostings = Collections.unmodifiableSortedMap(new TreeMap<>(hostings));
        // Asked for every declared party, more than once.
        this.hosted = new HashMap<>(this.hostings);
        this.byName = new HashMap<>(this.participants);
        this.resembling = Map.copyOf(resembling);
        this.participants.forEach((name, participant) -> {
            names.put(participant.id(), name);
            owners.putIfAbsent(participant.id().namespace(), name);
        });
    }

    public PhysicalSynchronizerId synchronizer() {
        return synchronizer;
    }

    public Duration decisionTimeout() {
        return decisionTimeout;
    }

    public ParticipantName reader() {
        return reader;
    }

    public SortedMap<ParticipantName, CurrentParticipant> participants() {
        return participants;
    }

    /** @throws IllegalArgumentException for a name that is not declared */
    public CurrentParticipant participant(ParticipantName name) {
        CurrentParticipant participant = byName.get(name);
        if (participant == null) {
            throw new IllegalArgumentException("not a participant of the declaration: " + name);
        }
        return participant;
    }

    /** The declared participants that are connected to the synchronizer. @param alias what the declaration calls it */
    public Map<ParticipantId, Participant> connected(String alias, Network network) {
        return participants.values().stream()
                .filter(participant -> participant.isConnectedTo(alias))
                .collect(Collectors.toMap(
                        CurrentParticipant::id,
                        participant -> network.participant(participant.name()),
                        (one, same) -> one));
    }

    /** The name of a participant; empty for one that is not declared. */
    public Optional<ParticipantName> nameOf(ParticipantId id) {
        return Optional.ofNullable(names.get(id));
    }

    /** The declared participant whose root key rules a namespace; empty when there is none. */
    public Optional<ParticipantName> ownerOf(Fingerprint namespace) {
        return Optional.ofNullable(owners.get(namespace));
    }

    /** What to call a participant when speaking to people: its declared name, else its full id. */
    public String call(ParticipantId id) {
        return nameOf(id).map(ParticipantName::name).orElseGet(id::toString);
    }

    /**
     * The participant that a text means: a declared one by its name, any by its full id.
     *
     * @return empty for a name that is not declared, and for what is neither
     */
    public Optional<ParticipantId> idOf(String text) {
        return ParticipantName.isName(text)
                ? Optional.ofNullable(participants.get(new ParticipantName(text)))
                        .map(CurrentParticipant::id)
                : ParticipantId.parse(text);
    }

    /** The full id of a declared party. */
    public PartyId idOf(DeclaredParty party) {
        return PartyResolution.idOf(party, name -> participant(name).id());
    }

    /** Empty for a party that is hosted nowhere. */
    public Optional<HostingState> hosting(PartyId party) {
        return Optional.ofNullable(hosted.get(party));
    }

    /** Live parties that one which is hosted nowhere could be taken for; none when there is no such. */
    public SortedSet<PartyId> resembling(PartyId party) {
        return resembling.getOrDefault(party, Collections.emptySortedSet());
    }

    public SortedMap<PartyId, HostingState> hostings() {
        return hostings;
    }
}
