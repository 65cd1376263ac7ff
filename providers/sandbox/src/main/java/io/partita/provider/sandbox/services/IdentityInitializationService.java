package io.partita.provider.sandbox.services;

import io.grpc.stub.StreamObserver;
import io.partita.proto.topology.CurrentTimeRequest;
import io.partita.proto.topology.CurrentTimeResponse;
import io.partita.proto.topology.GetIdRequest;
import io.partita.proto.topology.GetIdResponse;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.wire.Calls;

/** Who a node is, and what its clock says. */
final class IdentityInitializationService
        extends IdentityInitializationServiceGrpc.IdentityInitializationServiceImplBase {

    private final ParticipantNode node;
    private final Calls calls;

    IdentityInitializationService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void getId(GetIdRequest request, StreamObserver<GetIdResponse> answer) {
        calls.answer(
                answer,
                () -> GetIdResponse.newBuilder()
                        .setInitialized(true)
                        .setUniqueIdentifier(node.uid())
                        .build());
    }

    @Override
    public void currentTime(CurrentTimeRequest request, StreamObserver<CurrentTimeResponse> answer) {
        calls.answer(
                answer,
                () -> CurrentTimeResponse.newBuilder()
                        .setCurrentTime(node.synchronizer().wallTime())
                        .build());
    }
}
