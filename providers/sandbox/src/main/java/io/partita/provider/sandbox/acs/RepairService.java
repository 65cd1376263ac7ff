package io.partita.provider.sandbox.acs;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.Value;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.PurgeContractsRequest;
import io.partita.proto.participant.PurgeContractsResponse;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.transactions.Action;
import io.partita.provider.sandbox.transactions.LedgerTransaction;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import io.partita.provider.sandbox.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Repairs of one participant's books (experiments 9). */
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

    private static CantonException invalidArgument(String reason) {
        return CantonError.of("INVALID_ARGUMENT_REPAIR", 8, reason).exception();
    }
}
