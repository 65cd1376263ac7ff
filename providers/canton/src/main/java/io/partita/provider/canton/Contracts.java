package io.partita.provider.canton;

import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.HeldContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Active contracts of a party. Everything is streamed; nothing grows with the number of contracts. */
final class Contracts {

    /** Different offsets that one question about many parties asks for; each takes a call of its own. */
    private static final int OFFSETS = 4;

    private final ParticipantApis apis;
    private final LargeStreams large;

    /** What is asked about a party. @param atOffset active at this offset */
    record Held(PartyId party, long atOffset) {}

    Contracts(ParticipantApis apis, LargeStreams large) {
        this.apis = apis;
        this.large = large;
    }

    long ledgerEnd() throws CallFailed {
        String attempted = apis.on("reading the ledger end");
        long end = apis.ledger()
                .read(
                        StateServiceGrpc.getGetLedgerEndMethod(),
                        GetLedgerEndRequest.getDefaultInstance(),
                        ParticipantApis.QUICK,
                        attempted)
                .getOffset();
        return ParticipantApis.understood(apis.ledger(), attempted, () -> Told.count("the ledger end", end));
    }

    Optional<ContractEvidence> any(PartyId party, long atOffset) throws CallFailed {
        String attempted = apis.on("looking for an active contract of " + party.abbreviated());
        CreatedEvent[] found = {null};
        stream(EventFilters.of(party), atOffset, Flow.FIRST_HIT, attempted, entry -> {
            found[0] = created(entry).orElse(null);
            return found[0] == null ? Next.MORE : Next.ENOUGH;
        });
        return found[0] == null ? Optional.empty() : Optional.of(evidence(found[0], attempted));
    }

    /** By few calls that ask about many parties each. @return empty for whom they say nothing about */
    Function<Held, Optional<Optional<ContractEvidence>>> any(Set<Held> wanted) throws CallFailed {
        String attempted = apis.on("looking for active contracts of " + wanted.size() + " parties");
        Map<Held, Optional<ContractEvidence>> told = new HashMap<>();
        List<List<Held>> byOffset = wanted.stream().collect(Collectors.groupingBy(Held::atOffset)).values().stream()
                .sorted(Comparator.comparing((List<Held> group) -> -group.size()))
                .limit(OFFSETS)
                .toList();
        for (List<Held> group : byOffset) {
            for (List<Held> call : Sightings.calls(group, Held::party)) {
                Sightings<Held, CreatedEvent> sightings = new Sightings<>(call, Held::party);
                EventFormat format =
                        EventFilters.of(call.stream().map(Held::party).toList());
                stream(format, group.get(0).atOffset(), Flow.FIRST_HITS, attempted, entry -> {
                    Optional<CreatedEvent> created = created(entry);
                    return created.isPresent()
                            ? sightings.see(created.get().getWitnessPartiesList(), held -> true, created.get())
                            : Next.MORE;
                });
                for (Held held : call) {
                    Optional<Optional<CreatedEvent>> answer = sightings.answer(held);
                    if (answer.isPresent()) {
                        told.put(held, evidence(answer.get(), attempted));
                    }
                }
            }
        }
        return held -> Optional.ofNullable(told.get(held));
    }

    private Optional<ContractEvidence> evidence(Optional<CreatedEvent> event, String attempted) throws CallFailed {
        return event.isEmpty() ? Optional.empty() : Optional.of(evidence(event.get(), attempted));
    }

    private ContractEvidence evidence(CreatedEvent event, String attempted) throws CallFailed {
        return ParticipantApis.understood(
                apis.ledger(),
                attempted,
                () -> new ContractEvidence(
                        Told.id("the id of a contract", event.getContractId()),
                        Told.count("an offset", event.getOffset())));
    }

    void ids(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each) throws CallFailed {
        String attempted = apis.on("reading the active contracts of " + party.abbreviated());
        all(party, atOffset, attempted, entry -> {
            active(entry, synchronizer).ifPresent(event -> each.accept(event.getContractId()));
            return Next.MORE;
        });
    }

    void held(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        String attempted = apis.on("reading the active contracts of " + party.abbreviated());
        all(party, atOffset, attempted, entry -> {
            active(entry, synchronizer).map(Contracts::held).ifPresent(each);
            return Next.MORE;
        });
    }

    private static HeldContract held(CreatedEvent event) {
        SortedSet<PartyId> stakeholders = new TreeSet<>();
        event.getSignatoriesList().forEach(party -> stakeholders.add(PartyId.of(party)));
        event.getObserversList().forEach(party -> stakeholders.add(PartyId.of(party)));
        return new HeldContract(event.getContractId(), stakeholders);
    }

    ContractSummary summary(PartyId party, SynchronizerId synchronizer, long atOffset) throws CallFailed {
        String attempted = apis.on("summing up the active contracts of " + party.abbreviated());
        long[] contracts = {0};
        SortedMap<String, Long> packages = new TreeMap<>();
        all(party, atOffset, attempted, entry -> {
            active(entry, synchronizer).ifPresent(event -> {
                contracts[0]++;
                count(event, packages);
            });
            return Next.MORE;
        });
        return ParticipantApis.understood(apis.ledger(), attempted, () -> {
            SortedMap<PackageId, Long> counted = new TreeMap<>();
            for (Map.Entry<String, Long> each : packages.entrySet()) {
                counted.put(Told.packageId(each.getKey()), each.getValue());
            }
            return new ContractSummary(contracts[0], counted);
        });
    }

    private static void count(CreatedEvent event, SortedMap<String, Long> packages) {
        String created = event.getTemplateId().getPackageId();
        String representative = event.getRepresentativePackageId();
        packages.merge(created, 1L, Long::sum);
        if (!representative.isEmpty() && !representative.equals(created)) {
            packages.merge(representative, 1L, Long::sum);
        }
    }

    private void all(PartyId party, long atOffset, String attempted, Function<GetActiveContractsResponse, Next> each)
            throws CallFailed {
        large.read(() -> stream(EventFilters.of(party), atOffset, Flow.MANY, attempted, each));
    }

    /**
     * @param each not called at offset 0, where nothing can be active and the participant would take the offset for
     * missing
     */
    private void stream(
            EventFormat format,
            long atOffset,
            Flow flow,
            String attempted,
            Function<GetActiveContractsResponse, Next> each)
            throws CallFailed {
        if (atOffset == 0) {
            return;
        }
        GetActiveContractsRequest request = GetActiveContractsRequest.newBuilder()
                .setActiveAtOffset(atOffset)
                .setEventFormat(format)
                .build();
        apis.ledger().stream(
                StateServiceGrpc.getGetActiveContractsMethod(), request, flow, attempted, each, Contracts::after);
    }

    /** From 3.5 on every message says where to go on. */
    private static Optional<GetActiveContractsRequest> after(
            GetActiveContractsRequest request, GetActiveContractsResponse last) {
        return last.getStreamContinuationToken().isEmpty()
                ? Optional.empty()
                : Optional.of(request.toBuilder()
                        .setStreamContinuationToken(last.getStreamContinuationToken())
                        .build());
    }

    private static Optional<CreatedEvent> active(GetActiveContractsResponse entry, SynchronizerId synchronizer) {
        return entry.hasActiveContract()
                        && entry.getActiveContract().getSynchronizerId().equals(synchronizer.toString())
                ? Optional.of(entry.getActiveContract().getCreatedEvent())
                : Optional.empty();
    }

    /** A contract under way between synchronizers is evidence of use, too. */
    private static Optional<CreatedEvent> created(GetActiveContractsResponse entry) {
        return switch (entry.getContractEntryCase()) {
            case ACTIVE_CONTRACT -> Optional.of(entry.getActiveContract().getCreatedEvent());
            case INCOMPLETE_UNASSIGNED ->
                Optional.of(entry.getIncompleteUnassigned().getCreatedEvent());
            case INCOMPLETE_ASSIGNED ->
                Optional.of(entry.getIncompleteAssigned().getAssignedEvent().getCreatedEvent());
            case CONTRACTENTRY_NOT_SET -> Optional.empty();
        };
    }
}
