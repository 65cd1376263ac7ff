package io.partita.plans.benchmark;

import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.partita.proto.protocol.Enums;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.StoreId;
import io.partita.proto.topology.Synchronizer;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** One host more for many parties, by hand: the host agrees to all, then the owner, then all have to be effective. */
final class BareCalls implements AutoCloseable {

    private static final int IN_FLIGHT = 16;

    private final ManagedChannel host;
    private final ManagedChannel owner;
    private final StoreId store;

    BareCalls(String hostAdmin, String ownerAdmin, String synchronizer) {
        this.host = NettyChannelBuilder.forTarget(hostAdmin).usePlaintext().build();
        this.owner = NettyChannelBuilder.forTarget(ownerAdmin).usePlaintext().build();
        this.store = StoreId.newBuilder()
                .setSynchronizer(Synchronizer.newBuilder().setId(synchronizer))
                .build();
    }

    void run(List<PartyToParticipant> mappings) throws InterruptedException, ExecutionException {
        ExecutorService calls = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            for (ManagedChannel signer : List.of(host, owner)) {
                var stub = TopologyManagerWriteServiceGrpc.newBlockingStub(signer);
                List<Future<?>> all = mappings.stream()
                        .<Future<?>>map(mapping -> calls.submit(() -> stub.authorize(request(mapping))))
                        .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            }
        } finally {
            calls.shutdown();
        }
        awaitEffective(mappings);
    }

    private void awaitEffective(List<PartyToParticipant> mappings) {
        var read = TopologyManagerReadServiceGrpc.newBlockingStub(owner).withMaxInboundMessageSize(1 << 30);
        var wanted = mappings.stream().collect(Collectors.toSet());
        var query = ListPartyToParticipantRequest.newBuilder()
                .setBaseQuery(BaseQuery.newBuilder()
                        .setStore(store)
                        .setHeadState(Empty.getDefaultInstance())
                        .setOperation(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE))
                .build();
        while (!wanted.isEmpty()) {
            read.listPartyToParticipant(query).getResultsList().forEach(found -> wanted.remove(found.getItem()));
        }
    }

    private AuthorizeRequest request(PartyToParticipant mapping) {
        return AuthorizeRequest.newBuilder()
                .setProposal(AuthorizeRequest.Proposal.newBuilder()
                        .setChange(Enums.TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(2)
                        .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(mapping)))
                .setStore(store)
                .setWaitToBecomeEffective(Durations.fromSeconds(60))
                .build();
    }

    @Override
    public void close() {
        host.shutdownNow();
        owner.shutdownNow();
    }
}
