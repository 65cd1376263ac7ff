package io.partita.provider.sandbox.ledger;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.admin.ParticipantPruningServiceGrpc;
import io.partita.proto.ledger.admin.PruneRequest;
import io.partita.proto.ledger.admin.PruneResponse;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.pruning.PruneRequests;
import io.partita.provider.sandbox.wire.Api;

/** The ParticipantPruningService of the Ledger API. */
final class PruningLedgerService extends ParticipantPruningServiceGrpc.ParticipantPruningServiceImplBase {

    private final Node node;
    private final PruneRequests requests;

    PruningLedgerService(Node node, PruneRequests requests) {
        this.node = node;
        this.requests = requests;
    }

    @Override
    public void prune(PruneRequest request, StreamObserver<PruneResponse> observer) {
        node.calls(Api.LEDGER).answer(observer, () -> {
            LedgerErrors.requirePositive(request.getPruneUpTo(), "prune_up_to");
            if (request.getPruneUpTo() > node.updates().end()) {
                throw LedgerErrors.invalidArgument("prune_up_to needs to be before ledger end "
                        + node.updates().end());
            }
            requests.prune(request.getPruneUpTo());
            return PruneResponse.getDefaultInstance();
        });
    }
}
