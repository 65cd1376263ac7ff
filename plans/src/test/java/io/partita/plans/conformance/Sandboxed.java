package io.partita.plans.conformance;

import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sandbox on loopback ports, with a stranger's party and contracts in it, as any network has them. From here on the
 * suite knows it only by its addresses.
 */
final class Sandboxed implements Network {

    /** Short, so that the waits for it are, and longer than a slow machine takes from the activation to the wait. */
    private static final Duration DECISION = Duration.ofSeconds(3);

    private static final Duration DELAY = Duration.ofMillis(50);
    private static final String EXAMPLES = "quickstart/dars/partita-examples-1.0.0.dar";

    private final int protocolVersion;
    private Optional<SandboxNetwork> network = Optional.empty();

    Sandboxed(int protocolVersion) {
        this.protocolVersion = protocolVersion;
    }

    @Override
    public String name() {
        return "sandbox, protocol version " + protocolVersion;
    }

    @Override
    public Target open() throws IOException {
        SandboxNetwork opened = SandboxNetwork.inMemory(world());
        network = Optional.of(opened);
        List<Target.Node> nodes = opened.serve().stream()
                .map(each -> new Target.Node(
                        each.participant(),
                        new Access.Endpoints(endpoint(each.admin()), endpoint(each.ledger())),
                        Target.NO_OPERATION))
                .toList();
        return new Target(name(), world().synchronizer(), nodes);
    }

    private World world() {
        World.Participant plain = World.Participant.DEFAULT;
        World.Participant pruned = new World.Participant(
                plain.release(),
                List.of(EXAMPLES),
                Optional.of(new World.Pruning("0 0 20 * * ?", Duration.ofHours(2), Duration.ofDays(30), false)),
                plain.connecting(),
                plain.storage());
        World named = World.of("participant1", "participant2", "participant3");
        World world = new World(
                named.synchronizer(),
                protocolVersion,
                DECISION,
                DELAY,
                "conformance",
                named.participants(),
                List.of(new World.Party(
                        "Stranger", "participant1", List.of(new World.Host("participant1", Permission.SUBMISSION)), 1)),
                List.of(new World.Contracts("Examples:Note", "partita-examples", 5, 1, List.of("Stranger"), List.of())),
                Path.of("").toAbsolutePath());
        return world.withParticipants(Map.of("participant1", pruned, "participant2", plain, "participant3", plain));
    }

    private static Endpoint endpoint(String address) {
        int colon = address.lastIndexOf(':');
        return new Endpoint(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        network.ifPresent(SandboxNetwork::close);
    }
}
