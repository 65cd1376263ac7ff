package io.partita.provider.sandbox.services;

import com.google.protobuf.Duration;
import io.grpc.stub.StreamObserver;
import io.partita.proto.health.ComponentStatus;
import io.partita.proto.health.ComponentStatus.StatusData;
import io.partita.proto.health.Status;
import io.partita.proto.health.TopologyQueueStatus;
import io.partita.proto.participant.ConnectedSynchronizer;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.world.World;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** How a node is. */
final class ParticipantStatusService extends ParticipantStatusServiceGrpc.ParticipantStatusServiceImplBase {

    private static final List<String> WHEN_CONNECTED =
            List.of("connected-synchronizer", "sync-ephemeral-state", "sequencer-client", "acs-commitment-processor");

    /** The pools through which a participant reaches its sequencers. */
    private static final List<String> OF_THE_CONNECTION = List.of(
            "sequencer-connection-pool",
            "sequencer-subscription-pool",
            "internal-sequencer-connection-sequencer1-0",
            "subscription-sequencer-connection-sequencer1-0");

    private final ParticipantNode node;
    private final Calls calls;
    private final ToIntBiFunction<String, Api> ports;

    ParticipantStatusService(ParticipantNode node, Calls calls, ToIntBiFunction<String, Api> ports) {
        this.node = node;
        this.calls = calls;
        this.ports = ports;
    }

    @Override
    public void participantStatus(ParticipantStatusRequest request, StreamObserver<ParticipantStatusResponse> answer) {
        int admin = ports.applyAsInt(node.name(), Api.ADMIN);
        int ledger = ports.applyAsInt(node.name(), Api.LEDGER);
        calls.answer(
                answer,
                () -> ParticipantStatusResponse.newBuilder()
                        .setStatus(status(admin, ledger))
                        .build());
    }

    private ParticipantStatusResponseStatus status(int admin, int ledger) {
        ParticipantStatusResponseStatus.Builder status = ParticipantStatusResponseStatus.newBuilder()
                .setCommonStatus(common(admin, ledger))
                .setActive(true)
                .addAllSupportedProtocolVersions(node.release().protocolVersions());
        if (node.connected()) {
            status.addConnectedSynchronizers(ConnectedSynchronizer.newBuilder()
                    .setPhysicalSynchronizerId(
                            node.release().knowsPhysicalIds()
                                    ? node.physicalSynchronizer()
                                    : node.synchronizer().logicalId())
                    .setHealth(ConnectedSynchronizer.Health.HEALTH_HEALTHY));
        }
        return status.build();
    }

    private Status common(int admin, int ledger) {
        long uptime = node.uptimeNanos();
        Status.Builder common = Status.newBuilder()
                .setUid(node.uid())
                .setUptime(
                        Duration.newBuilder().setSeconds(uptime / 1_000_000_000).setNanos((int)
                                (uptime % 1_000_000_000)))
                .putPorts("ledger", ledger)
                .putPorts("admin", admin)
                .setActive(true)
                .setTopologyQueues(TopologyQueueStatus.newBuilder()
                        .setManager(node.authorizer().waiting()))
                .setVersion(node.release().text());
        String storage = node.storage() == World.Storage.DATABASE ? "db-storage" : "memory_storage";
        common.addComponents(ok(storage));
        for (String component : WHEN_CONNECTED) {
            common.addComponents(
                    node.connected() ? ok(component) : failed(component, "Disconnected from synchronizer"));
        }
        for (String component : OF_THE_CONNECTION) {
            common.addComponents(node.connected() ? ok(component) : closed(component));
        }
        return common.build();
    }

    private static ComponentStatus ok(String name) {
        return ComponentStatus.newBuilder()
                .setName(name)
                .setOk(StatusData.getDefaultInstance())
                .build();
    }

    private static ComponentStatus closed(String name) {
        return name.startsWith("internal-")
                ? ComponentStatus.newBuilder()
                        .setName(name)
                        .setFatal(StatusData.newBuilder().setDescription("Closed"))
                        .build()
                : failed(name, "Component is closed");
    }

    private static ComponentStatus failed(String name, String why) {
        return ComponentStatus.newBuilder()
                .setName(name)
                .setFailed(StatusData.newBuilder().setDescription(why))
                .build();
    }
}
