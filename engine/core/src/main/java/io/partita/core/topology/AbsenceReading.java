package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.health.Absence;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads of what parties a participant that is disconnected lacks contracts, before somebody connects it: the first use
 * of such a contract ends its process (experiments 3), and a party with the onboarding flag would be told of what is
 * used and miss what was there before (experiments 2).
 */
public final class AbsenceReading {

    /** Contracts of so many parties are compared at the same time: each keeps up to three sets of ids. */
    private static final int COMPARISONS = 8;

    private final View reader;
    private final Map<ParticipantId, Participant> others;

    /** A participant, and by which physical id it knows the synchronizer. */
    public record View(Participant participant, PhysicalSynchronizerId synchronizer) {}

    /** Every state of a party's hosting, oldest first. */
    private interface Histories {
        List<HostingState> of(PartyId party) throws CallFailed;
    }

    /**
     * @param reader who is connected, so that it shows the hostings in force
     * @param others those that are connected, whose contracts may be compared
     */
    public AbsenceReading(View reader, Map<ParticipantId, Participant> others) {
        this.reader = reader;
        this.others = Map.copyOf(others);
    }

    /**
     * What others show of it without a look at any contract: with the flag, and come meanwhile without it. What it
     * lacked before it was disconnected is not told.
     *
     * @param away one that is disconnected
     */
    public static Absence shown(ParticipantId id, View reader, View away) throws CallFailed {
        return shown(
                id,
                reader.participant().allHostings(reader.synchronizer()),
                away,
                party -> reader.participant().hostingHistory(reader.synchronizer(), party));
    }

    private static Absence shown(ParticipantId id, Map<PartyId, HostingState> live, View away, Histories histories)
            throws CallFailed {
        SortedMap<PartyId, HostingState> then = away.participant().allHostings(away.synchronizer());
        SortedSet<PartyId> onboarding = new TreeSet<>();
        SortedSet<PartyId> missed = new TreeSet<>();
        for (Map.Entry<PartyId, HostingState> now : live.entrySet()) {
            Optional<HostingMapping.Host> host = now.getValue().mapping().host(id);
            if (host.isPresent() && host.get().isOnboarding()) {
                onboarding.add(now.getKey());
            } else if (host.isPresent() && !stayed(id, histories, then.get(now.getKey()), now.getValue())) {
                missed.add(now.getKey());
            }
        }
        return new Absence(onboarding, missed, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /**
     * Whether it was a host all the while. Who was taken from it meanwhile and given back did not: of what was created
     * in between it was never told. Nor did one whose onboarding flag was cleared without it.
     *
     * @param then what it shows itself, null for nothing
     */
    private static boolean stayed(ParticipantId id, Histories histories, HostingState then, HostingState now)
            throws CallFailed {
        Optional<HostingMapping.Host> was =
                Optional.ofNullable(then).flatMap(state -> state.mapping().host(id));
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
        Set<Integer> hosted = histories.of(now.mapping().party()).stream()
                .map(HostingState::mapping)
                .filter(mapping -> mapping.host(id).isPresent())
                .map(HostingMapping::serial)
                .collect(Collectors.toSet());
        return IntStream.range(first, last).allMatch(hosted::contains);
    }

    /**
     * What it lacks: everything that has the flag, and of what came without it those of which it does not have every
     * contract of then. Where nobody can show that, one that came meanwhile remains; one that it has known as its own
     * does not, since most parties are hosted so from when they had no contract. Where somebody did not answer, the others
     * are asked, and the other parties are looked at.
     *
     * @param away one that is disconnected
     */
    public Absence of(ParticipantId id, View away) throws CallFailed {
        SortedMap<PartyId, HostingState> now = reader.participant().allHostings(reader.synchronizer());
        SortedMap<PartyId, List<HostingState>> histories =
                reader.participant().allHostingHistories(reader.synchronizer());
        Absence shown = shown(id, now, away, party -> histories.getOrDefault(party, List.of()));
        List<Looked> looked;
        try (ParallelReads reads = new ParallelReads(COMPARISONS)) {
            looked = reads.all(now.keySet(), party -> {
                        List<HostingState> history = histories.getOrDefault(party, List.of());
                        return Checked.of(look(party, id, away, shown, earlier(party, history)));
                    })
                    .value();
        }
        SortedSet<PartyId> missed = parties(looked, Found.MISSED);
        SortedSet<PartyId> returned = Stream.concat(shown.onboarding().stream(), missed.stream())
                .filter(party -> Arrival.isReturn(histories.getOrDefault(party, List.of()), id))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Absence(
                shown.onboarding(),
                missed,
                parties(looked, Found.UNANSWERED),
                returned,
                parties(looked, Found.UNSHOWN));
    }

    /** What a look at the contracts of a party came to. */
    private enum Found {
        NOTHING_MISSED,
        MISSED,
        UNANSWERED,
        UNSHOWN
    }

    private record Looked(PartyId party, Found found) {}

    private static SortedSet<PartyId> parties(List<Looked> looked, Found found) {
        return looked.stream()
                .filter(one -> one.found() == found)
                .map(Looked::party)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Looked look(PartyId party, ParticipantId id, View away, Absence shown, EarlierHosts earlier) {
        boolean meanwhile = shown.missed().contains(party);
        boolean own = !meanwhile
                && !shown.onboarding().contains(party)
                && earlier.arrival(id).filter(Arrival::isWithoutContracts).isPresent();
        if (!meanwhile && !own) {
            return new Looked(party, Found.NOTHING_MISSED);
        }
        try {
            Optional<Boolean> complete = earlier.isComplete(id, away.participant());
            if (!complete.orElse(own)) {
                return new Looked(party, Found.MISSED);
            }
            return new Looked(party, complete.isEmpty() ? Found.UNSHOWN : Found.NOTHING_MISSED);
        } catch (CallFailed failed) {
            return new Looked(party, Found.UNANSWERED);
        }
    }

    private EarlierHosts earlier(PartyId party, List<HostingState> history) {
        return new EarlierHosts(party, reader.synchronizer(), history, others, ContractSet::temporary);
    }
}
