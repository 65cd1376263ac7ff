package io.partita.plans.benchmark;

import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.partita.proto.protocol.Enums;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;

/** A process that reads the hosting of all parties once, by hand, and does nothing with it. */
final class BareRead {

    private BareRead() {}

    /** Reads. @param words the address of an Admin API, and the id of the synchronizer */
    public static void main(String[] words) {
        ManagedChannel channel =
                NettyChannelBuilder.forTarget(words[0]).usePlaintext().build();
        try {
            ListPartyToParticipantResponse answer = TopologyManagerReadServiceGrpc.newBlockingStub(channel)
                    .withMaxInboundMessageSize(1 << 30)
                    .listPartyToParticipant(ListPartyToParticipantRequest.newBuilder()
                            .setBaseQuery(BaseQuery.newBuilder()
                                    .setStore(StoreId.newBuilder()
                                            .setSynchronizer(
                                                    Synchronizer.newBuilder().setId(words[1])))
                                    .setHeadState(Empty.getDefaultInstance())
                                    .setOperation(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE))
                            .build());
            System.out.println(answer.getResultsCount() + " " + answer.getSerializedSize());
            System.out.println(Figures.now().line());
        } finally {
            channel.shutdownNow();
        }
    }
}
