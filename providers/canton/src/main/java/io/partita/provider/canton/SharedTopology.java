package io.partita.provider.canton;

import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.provider.canton.SharedRead.Answers;
import io.partita.provider.canton.TopologyReads.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What many steps of a run look for in one participant's topology at the same time, each for a party of its own. */
final class SharedTopology {

    private final TopologyReads reads;
    private final Map<PhysicalSynchronizerId, SharedRead<PartyId, Optional<HostingState>>> hostings =
            new ConcurrentHashMap<>();
    private final Map<PhysicalSynchronizerId, SharedRead<PartyId, List<HostingProposal>>> proposals =
            new ConcurrentHashMap<>();
    private final Map<PhysicalSynchronizerId, SharedRead<PartyId, List<HostingState>>> histories =
            new ConcurrentHashMap<>();
    private final Map<PhysicalSynchronizerId, SharedRead<PartyId, Integer>> lastSerials = new ConcurrentHashMap<>();

    SharedTopology(TopologyReads reads) {
        this.reads = reads;
    }

    Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return hostings.computeIfAbsent(
                        synchronizer,
                        store -> shared(
                                one -> reads.hosting(store, one),
                                wanted -> reads.hostings(store, wanted),
                                Function.identity()))
                .read(party);
    }

    List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return proposals
                .computeIfAbsent(
                        synchronizer,
                        store -> shared(
                                one -> reads.proposals(store, one),
                                wanted -> reads.proposals(store, wanted).stream()
                                        .collect(Collectors.groupingBy(
                                                proposal -> proposal.mapping().party())),
                                found -> found.orElse(List.of())))
                .read(party);
    }

    List<HostingState> history(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return histories
                .computeIfAbsent(
                        synchronizer,
                        store -> shared(
                                one -> reads.history(store, one),
                                wanted -> reads.histories(store, wanted),
                                found -> found.orElse(List.of())))
                .read(party);
    }

    int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return lastSerials
                .computeIfAbsent(
                        synchronizer,
                        store -> shared(
                                one -> reads.lastSerial(store, one),
                                wanted -> reads.lastSerials(store, wanted),
                                found -> found.orElse(0)))
                .read(party);
    }

    /** The question about all parties. @param <T> what is told of one */
    @FunctionalInterface
    private interface Together<T> {
        Map<PartyId, T> read(Wanted wanted) throws CallFailed;
    }

    /** @param told the answer, from what was told of a party; of some nothing is */
    private static <T, V> SharedRead<PartyId, V> shared(
            SharedRead.One<PartyId, V> one, Together<T> together, Function<Optional<T>, V> told) {
        return new SharedRead<>(one, parties -> {
            Wanted wanted = Wanted.of(parties);
            Map<PartyId, T> found = together.read(wanted);
            return new Answers<>(
                    party -> Optional.of(told.apply(Optional.ofNullable(found.get(party)))), wanted.seen());
        });
    }
}
