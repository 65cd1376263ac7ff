package io.partita.provider.sandbox.services;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.proto.time.AwaitTimeRequest;
import io.partita.proto.time.AwaitTimeResponse;
import io.partita.proto.time.FetchTimeRequest;
import io.partita.proto.time.FetchTimeResponse;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonException;

/** The time of the synchronizer as a node sees it. */
final class SynchronizerTimeService extends SynchronizerTimeServiceGrpc.SynchronizerTimeServiceImplBase {

    private final ParticipantNode node;
    private final Calls calls;

    SynchronizerTimeService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void fetchTime(FetchTimeRequest request, StreamObserver<FetchTimeResponse> answer) {
        calls.answer(answer, () -> {
            if (!request.hasFreshnessBound()) {
                throw CantonException.plain(Status.Code.INVALID_ARGUMENT, "FieldNotSet(freshnessBound)");
            }
            requireConnected();
            // A time proof: the synchronizer is asked what time it is.
            node.synchronizer().tick();
            return FetchTimeResponse.newBuilder()
                    .setTimestamp(Times.timestamp(node.topology().now()))
                    .build();
        });
    }

    @Override
    public void awaitTime(AwaitTimeRequest request, StreamObserver<AwaitTimeResponse> answer) {
        calls.answerLater(answer, () -> {
            if (!request.hasTimestamp()) {
                throw CantonException.plain(Status.Code.INVALID_ARGUMENT, "FieldNotSet(timestamp)");
            }
            requireConnected();
            long time = Times.micros(request.getTimestamp());
            node.synchronizer().at(time + 1, () -> {});
            return node.whenEffective(time).thenApply(passed -> AwaitTimeResponse.getDefaultInstance());
        });
    }

    private void requireConnected() {
        if (!node.connected()) {
            throw CantonException.plain(
                    Status.Code.INVALID_ARGUMENT,
                    "Time tracker for synchronizer " + node.synchronizer().logicalId() + " not found");
        }
    }
}
