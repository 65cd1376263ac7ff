package io.partita.provider.sandbox.acs;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.Value;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.ExportAcsResponse;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportAcsResponse;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PurgeContractsRequest;
import io.partita.proto.participant.PurgeContractsResponse;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.stream.Outflow;
import io.partita.provider.sandbox.transactions.Action;
import io.partita.provider.sandbox.transactions.LedgerTransaction;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import io.partita.provider.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Repairs of one participant's books (experiments 3 and 9). */
public final class RepairService extends ParticipantRepairServiceGrpc.ParticipantRepairServiceImplBase {

    private final LocalLedger ledger;
    private final Node node;

    public RepairService(LocalLedger ledger) {
        this.ledger = ledger;
        this.node = ledger.node();
    }

    @Override
    public void purgeContracts(PurgeContractsRequest request, StreamObserver<PurgeContractsResponse> observer) {
        node.calls(Api.ADMIN).answer(observer, () -> {
            purge(request);
            return PurgeContractsResponse.getDefaultInstance();
        });
    }

    @Override
    public void exportAcs(ExportAcsRequest request, StreamObserver<ExportAcsResponse> observer) {
        Calls calls = node.calls(Api.ADMIN);
        Exporting exporting = new Exporting();
        Outflow<StoredContract, ExportAcsResponse> outflow =
                Outflow.of(calls, observer, exporting::next, exporting::messages);
        try {
            exporting.export = calls.section(() -> export(request));
            outflow.wake();
        } catch (RuntimeException | Error refusal) {
            outflow.fail(refusal);
        }
    }

    /** A stream that flows when it is known what is exported. */
    private static final class Exporting {
        private Export<ExportAcsResponse> export;

        Optional<List<StoredContract>> next() {
            return export == null ? Optional.of(List.of()) : export.next();
        }

        List<ExportAcsResponse> messages(Optional<List<StoredContract>> page) {
            return export == null ? List.of() : export.messages(page);
        }
    }

    private Export<ExportAcsResponse> export(ExportAcsRequest request) {
        if (request.getPartyIdsCount() == 0) {
            throw invalidArgument("Missing parties to export");
        }
        requireIds("party_ids", request.getPartyIdsList());
        requireIds("excluded_stakeholder_ids", request.getExcludedStakeholderIdsList());
        String synchronizer = request.getSynchronizerId();
        if (!synchronizer.isEmpty() && !synchronizer.equals(node.synchronizer().logicalId())) {
            throw invalidArgument("Filter synchronizer id " + synchronizer + " is unknown");
        }
        long offset = request.getLedgerOffset();
        long end = node.updates().end();
        if (offset < 1) {
            throw invalidArgument("Value conversion failed for ledger_offset: " + offset + " is not positive");
        }
        if (offset > end) {
            throw invalidArgument("Ledger offset " + offset + " needs to be smaller or equal to the ledger end " + end);
        }
        long pruned = node.updates().prunedUpTo();
        if (offset < pruned) {
            throw CantonError.of(
                            "IO_STREAM_REPAIR_ERROR",
                            9,
                            "PARTICIPANT_PRUNED_DATA_ACCESSED: Active contracts request at offset " + offset
                                    + " precedes pruned offset " + pruned)
                    .exception();
        }
        return new Export<>(
                ledger,
                Set.copyOf(request.getPartyIdsList()),
                offset,
                Set.copyOf(request.getExcludedStakeholderIdsList()),
                chunk -> ExportAcsResponse.newBuilder().setChunk(chunk).build());
    }

    private static void requireIds(String field, List<String> ids) {
        for (String id : ids) {
            try {
                Uid.parse(id);
            } catch (Uid.Malformed e) {
                throw invalidArgument("Unable to convert field `" + field + "`: " + e.getMessage());
            }
        }
    }

    @Override
    public StreamObserver<ImportAcsRequest> importAcs(StreamObserver<ImportAcsResponse> observer) {
        return new ImportStream<>(
                ledger,
                PartyErrors.ofRepairs(node),
                ImportRequest::of,
                ImportAcsRequest::getAcsSnapshot,
                (first, later) -> bare(first).equals(bare(later)),
                ImportAcsResponse.getDefaultInstance(),
                observer);
    }

    private static ImportAcsRequest bare(ImportAcsRequest message) {
        return message.toBuilder().clearAcsSnapshot().build();
    }

    private void purge(PurgeContractsRequest request) {
        if (request.getContractIdsCount() == 0) {
            throw invalidArgument("Missing contract ids to purge");
        }
        if (!node.alias().equals(request.getSynchronizerAlias())) {
            throw invalidArgument("Synchronizer alias `" + request.getSynchronizerAlias() + "` not found");
        }
        if (node.connected()) {
            throw invalidArgument("There are still synchronizers connected. Please disconnect all synchronizers.");
        }
        if (node.storage() == World.Storage.MEMORY) {
            throw invalidArgument("The participant's storage is in memory which is not supported by repair."
                    + " Use db persistence.");
        }
        List<StoredContract> active = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(request.getContractIdsList());
        for (String id : ids) {
            Optional<StoredContract> found = ledger.contracts().find(id).filter(StoredContract::active);
            if (found.isEmpty() && !request.getIgnoreAlreadyPurged()) {
                throw invalidArgument("Contract " + id + " does not exist in synchronizer "
                        + node.synchronizer().logicalId()
                        + " and cannot be purged. Set ignoreAlreadyPurged = true to skip non-existing contracts.");
            }
            found.ifPresent(active::add);
        }
        if (!active.isEmpty()) {
            archive(active);
        }
    }

    private void archive(List<StoredContract> contracts) {
        List<Action> actions = new ArrayList<>();
        contracts.forEach(contract -> actions.add(archival(actions.size(), contract)));
        long now = node.topology().now();
        long offset = node.updates().end() + 1;
        LedgerTransaction.Daml purge = new LedgerTransaction.Daml(
                UpdateIds.of("purge/" + node.uid() + "/" + offset), "", "", node.uid(), List.of(), now, actions);
        node.updates().append(Update.Kind.REPAIR, now, TransactionBytes.encode(purge));
        contracts.forEach(contract -> ledger.contracts().archive(contract.ordinal(), offset));
    }

    private static Action archival(int nodeId, StoredContract stored) {
        return new Action.Exercise(
                nodeId,
                stored.contract(),
                "Archive",
                Value.newBuilder().setRecord(Record.getDefaultInstance()).build(),
                new TreeSet<>(stored.contract().signatories()),
                List.of(),
                true,
                nodeId,
                Value.newBuilder().setUnit(Empty.getDefaultInstance()).build());
    }

    static CantonException invalidArgument(String reason) {
        return CantonError.of("INVALID_ARGUMENT_REPAIR", 8, reason).exception();
    }
}
