package io.partita.provider.canton;

import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.HeldContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Active contracts of a party. Everything is streamed; nothing grows with the number of contracts. */
final class Contracts {

    private final ParticipantApis apis;

    Contracts(ParticipantApis apis) {
        this.apis = apis;
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
        stream(party, atOffset, Flow.FIRST_HIT, attempted, entry -> {
            found[0] = created(entry).orElse(null);
            return found[0] == null ? Next.MORE : Next.ENOUGH;
        });
        return found[0] == null
                ? Optional.empty()
                : Optional.of(ParticipantApis.understood(
                        apis.ledger(),
                        attempted,
                        () -> new ContractEvidence(
                                Told.id("the id of a contract", found[0].getContractId()),
                                Told.count("an offset", found[0].getOffset()))));
    }

    void ids(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each) throws CallFailed {
        String attempted = apis.on("reading the active contracts of " + party.abbreviated());
        stream(party, atOffset, Flow.MANY, attempted, entry -> {
            active(entry, synchronizer).ifPresent(event -> each.accept(event.getContractId()));
            return Next.MORE;
        });
    }

    void held(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        String attempted = apis.on("reading the active contracts of " + party.abbreviated());
        stream(party, atOffset, Flow.MANY, attempted, entry -> {
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
        stream(party, atOffset, Flow.MANY, attempted, entry -> {
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

    /**
     * @param each not called at offset 0, where nothing can be active and the participant would take the offset for
     * missing
     */
    private void stream(
            PartyId party, long atOffset, Flow flow, String attempted, Function<GetActiveContractsResponse, Next> each)
            throws CallFailed {
        if (atOffset == 0) {
            return;
        }
        GetActiveContractsRequest request = GetActiveContractsRequest.newBuilder()
                .setActiveAtOffset(atOffset)
                .setEventFormat(EventFilters.of(party))
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
