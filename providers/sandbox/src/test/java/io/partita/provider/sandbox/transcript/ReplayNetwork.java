package io.partita.provider.sandbox.transcript;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.Endpoints;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import io.partita.testkit.recording.RecordedCall.Api;
import io.partita.testkit.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A sandbox like the recorded network as it was when a scenario began, in a time of its own. */
final class ReplayNetwork implements AutoCloseable {

    /** What earlier scenarios had vetted happens that long before. */
    private static final Duration BEFORE = Duration.ofSeconds(120);

    private static final int MAX_INBOUND = 64 * 1024 * 1024;

    private final DrivenTime time;
    private final SandboxNetwork network;
    private final Correspondence correspondence;
    private final Map<String, ManagedChannel> channels = new HashMap<>();

    private ReplayNetwork(DrivenTime time, SandboxNetwork network, Correspondence correspondence) {
        this.time = time;
        this.network = network;
        this.correspondence = correspondence;
    }

    static ReplayNetwork before(Recording recording) {
        Instant startedAt = recording.header().startedAt();
        DrivenTime time = new DrivenTime(startedAt.minus(BEFORE));
        World world = World.of(recording.header().participants().keySet().toArray(String[]::new))
                .withProtocolVersion(recording.header().protocolVersion())
                .withTimes(recording.header().decisionTimeout(), World.DEFAULT_TOPOLOGY_CHANGE_DELAY);
        Map<String, World.Participant> participants = new HashMap<>(world.participants());
        Release release = Release.parse(recording.header().release()).orElseThrow();
        participants.replaceAll((name, participant) -> participant.withRelease(release));
        SandboxNetwork sandbox =
                SandboxNetwork.inMemory(world.withParticipants(participants), new SandboxLedger(), time);
        ReplayNetwork network = new ReplayNetwork(time, sandbox, Correspondence.since(startedAt));
        network.learn(recording);
        network.connect();
        EarlierVetting.of(recording).restore(network);
        return network;
    }

    private void learn(Recording recording) {
        correspondence.text(recording.header().synchronizerId(), network.synchronizerId());
        network.participants()
                .forEach(participant -> correspondence.text(
                        recording.header().participants().get(participant.name()), participant.uid()));
    }

    private void connect() {
        try {
            for (Endpoints endpoints : network.serve()) {
                channels.put(endpoints.participant() + Api.ADMIN, channel(endpoints.admin()));
                channels.put(endpoints.participant() + Api.LEDGER, channel(endpoints.ledger()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManagedChannel channel(String endpoint) {
        return ManagedChannelBuilder.forTarget(endpoint)
                .usePlaintext()
                .maxInboundMessageSize(MAX_INBOUND)
                .build();
    }

    DrivenTime time() {
        return time;
    }

    Correspondence correspondence() {
        return correspondence;
    }

    String synchronizerId() {
        return network.synchronizerId();
    }

    /** Empty for nodes other than participants. */
    Optional<ManagedChannel> channel(String node, Api api) {
        return Optional.ofNullable(channels.get(node + api));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        network.close();
    }
}
