package io.partita.provider.sandbox.services;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.CountInFlightRequest;
import io.partita.proto.participant.CountInFlightResponse;
import io.partita.proto.participant.LookupOffsetByTimeRequest;
import io.partita.proto.participant.LookupOffsetByTimeResponse;
import io.partita.proto.participant.ParticipantInspectionServiceGrpc;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonException;

/** A look into a node. */
final class ParticipantInspectionService extends ParticipantInspectionServiceGrpc.ParticipantInspectionServiceImplBase {

    private final ParticipantNode node;
    private final Calls calls;

    ParticipantInspectionService(ParticipantNode node, Calls calls) {
        this.node = node;
        this.calls = calls;
    }

    @Override
    public void lookupOffsetByTime(
            LookupOffsetByTimeRequest request, StreamObserver<LookupOffsetByTimeResponse> answer) {
        calls.answer(answer, () -> {
            LookupOffsetByTimeResponse.Builder response = LookupOffsetByTimeResponse.newBuilder();
            node.updates().offsetAt(Times.micros(request.getTimestamp())).ifPresent(response::setOffset);
            return response.build();
        });
    }

    @Override
    public void countInFlight(CountInFlightRequest request, StreamObserver<CountInFlightResponse> answer) {
        calls.answer(answer, () -> {
            try {
                Uid.parse(request.getSynchronizerId());
            } catch (Uid.Malformed malformed) {
                throw CantonException.plain(Status.Code.INTERNAL, malformed.getMessage());
            }
            // A transaction is decided in the moment in which it is sequenced: none is ever in flight between two
            // calls.
            return CountInFlightResponse.getDefaultInstance();
        });
    }
}
