package io.partita.core.topology;

import io.partita.core.health.Absence;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads of what parties a participant that is disconnected may lack contracts, before somebody connects it: the first
 * use of such a contract ends its process (experiments 3), and a party with the onboarding flag would be told of what
 * is used and miss what was there before (experiments 2).
 */
public final class AbsenceReading {

    private final View reader;
    private final Map<ParticipantId, Participant> others;

    /** A participant, and by which physical id it knows the synchronizer. */
    public record View(Participant participant, PhysicalSynchronizerId synchronizer) {}

    /**
     * @param reader who is connected, so that it shows the hostings in force
     * @param others those that are connected, whose contracts may be compared
     */
    public AbsenceReading(View reader, Map<ParticipantId, Participant> others) {
        this.reader = reader;
        this.others = Map.copyOf(others);
    }

    /**
     * What others show of it, without a look at any contract. Who was taken from it meanwhile and given back counts as
     * one that came meanwhile: of what was created in between it was never told. So does one whose onboarding flag was
     * cleared without it.
     *
     * @param away one that is disconnected
     */
    public static Absence shown(ParticipantId id, View reader, View away) throws CallFailed {
        SortedMap<PartyId, HostingState> now = reader.participant().allHostings(reader.synchronizer());
        SortedMap<PartyId, HostingState> stayed = new TreeMap<>();
        for (Map.Entry<PartyId, HostingState> known :
                away.participant().allHostings(away.synchronizer()).entrySet()) {
            HostingState live = now.get(known.getKey());
            if (live != null && stayed(id, reader, known.getValue(), live)) {
                stayed.put(known.getKey(), known.getValue());
            }
        }
        return Absence.of(id, now, stayed);
    }

    private static boolean stayed(ParticipantId id, View reader, HostingState then, HostingState now)
            throws CallFailed {
        Optional<HostingMapping.Host> was = then.mapping().host(id);
        Optional<HostingMapping.Host> is = now.mapping().host(id);
        if (was.isEmpty() || is.isEmpty()) {
            return false;
        }
        if (was.get().isOnboarding() && !is.get().isOnboarding()) {
            return false;
        }
        int first = then.mapping().serial() + 1;
        int last = now.mapping().serial();
        if (first >= last) {
            return true;
        }
        Set<Integer> hosted = reader
                .participant()
                .hostingHistory(reader.synchronizer(), now.mapping().party())
                .stream()
                .map(HostingState::mapping)
                .filter(mapping -> mapping.host(id).isPresent())
                .map(HostingMapping::serial)
                .collect(Collectors.toSet());
        return IntStream.range(first, last).allMatch(hosted::contains);
    }

    /**
     * What remains when everything is left out that can be shown to be there: of a party that came meanwhile, every
     * contract that it had then by what another host of it shows. Where nobody can show that, the party remains.
     *
     * @param away one that is disconnected
     */
    public Absence of(ParticipantId id, View away) throws CallFailed {
        SortedMap<PartyId, HostingState> now = reader.participant().allHostings(reader.synchronizer());
        Absence all = shown(id, reader, away);
        SortedSet<PartyId> meanwhile = new TreeSet<>();
        for (PartyId party : all.meanwhile()) {
            if (!isComplete(now.get(party).mapping(), id, away)) {
                meanwhile.add(party);
            }
        }
        return new Absence(all.onboarding(), meanwhile);
    }

    private boolean isComplete(HostingMapping mapping, ParticipantId id, View away) throws CallFailed {
        for (HostingMapping.Host host : mapping.hosts()) {
            Participant other = others.get(host.participant());
            if (other != null
                    && !host.isOnboarding()
                    && !host.participant().equals(id)
                    && hasAll(mapping.party(), id, away, other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has every contract that was active on another host when it became a host for the last time. */
    private static boolean hasAll(PartyId party, ParticipantId id, View away, Participant source) throws CallFailed {
        SynchronizerId synchronizer = away.synchronizer().logical();
        Optional<Activation> last =
                Activation.last(source.activations(party, synchronizer, id, source.prunedUpTo(), source.ledgerEnd()));
        if (last.isEmpty()) {
            return false;
        }
        long activation = last.get().offset();
        long end = away.participant().ledgerEnd();
        try (ContractSet lacked = ContractSet.temporary()) {
            lacked.add(each -> source.activeContractIds(party, synchronizer, activation, each));
            if (end > 0 && !lacked.isEmpty()) {
                lacked.remove(each -> away.participant().activeContractIds(party, synchronizer, end, each));
            }
            return lacked.isEmpty();
        }
    }
}
