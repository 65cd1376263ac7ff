package io.partita.plans;

import io.partita.cli.text.EndpointText;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.DeclaredEndpoints;
import io.partita.provider.sandbox.access.AccessFolder;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A world whose loopback ports demand something, and a unit whose declaration fulfils it. */
final class Guarded implements AutoCloseable {

    private final SandboxNetwork network;
    private final Path unit;
    private final List<DeclaredEndpoints> endpoints;

    private Guarded(SandboxNetwork network, Path unit, List<DeclaredEndpoints> endpoints) {
        this.network = network;
        this.unit = unit;
        this.endpoints = endpoints;
    }

    /**
     * Opens the quickstart's world with demands.
     *
     * @param unit a folder
     * @param access the member {@code "access"} of a world file
     */
    static Guarded open(Path unit, String access) {
        return open(unit, access, world -> world);
    }

    /** The same without packages and contracts, for looking only. */
    static Guarded bare(Path unit, String access) {
        return open(unit, access, world -> {
            SortedMap<String, World.Participant> participants = new TreeMap<>();
            world.participants()
                    .forEach((name, participant) -> participants.put(name, participant.withDars(List.of())));
            return world.withParticipants(participants).withParties(world.parties(), List.of());
        });
    }

    /** @param change of the world */
    static Guarded open(Path unit, String access, UnaryOperator<World> change) {
        try {
            Path quickstart = Path.of("quickstart").toAbsolutePath();
            Path file = unit.resolve("world.json");
            String text = Files.readString(quickstart.resolve("world.json"))
                    .replace("\"dars/", "\"" + quickstart.resolve("dars") + "/");
            Files.writeString(file, "{ \"access\": " + access + "," + text.substring(text.indexOf('{') + 1));
            World world = change.apply(WorldFile.read(file).value());
            SandboxNetwork network = SandboxNetwork.inMemory(world, new SandboxLedger());
            List<DeclaredEndpoints> endpoints =
                    network.serve(Map.of(), participant -> null, new AccessFolder(unit.resolve("access"), "access"));
            Guarded guarded = new Guarded(network, unit, endpoints);
            guarded.declare(declaration -> declaration);
            return guarded;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes the declaration anew. @param change of its text */
    void declare(UnaryOperator<String> change) {
        StringBuilder text = new StringBuilder("synchronizer 'mysynchronizer'\n\nparticipants {\n");
        for (DeclaredEndpoints each : endpoints) {
            text.append("    ").append(each.participant()).append(" {\n");
            text.append("        admin ").append(declared(each.admin())).append('\n');
            text.append("        ledger ").append(declared(each.ledger())).append('\n');
            text.append("        backup { command 'true' }\n    }\n");
        }
        text.append("""
                }

                party('Alice') {
                    local on: participant1
                    host participant1, submission
                    host participant2, observation
                }
                """);
        try {
            Files.writeString(unit.resolve("hosting.groovy"), change.apply(text.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An endpoint as a declaration writes it. */
    static String declared(Endpoint endpoint) {
        return EndpointText.of(new Endpoint(
                endpoint.host(),
                endpoint.port(),
                endpoint.tls(),
                endpoint.token().map(Guarded::here)));
    }

    /** The client's secret is read in the unit's own folder. */
    private static Secret here(Secret secret) {
        return secret.text("clientId")
                .map(client ->
                        secret.with("clientSecret", Secret.of("file").with("path", "access/" + client + ".secret")))
                .orElse(secret);
    }

    Endpoint admin(String participant) {
        return of(participant).admin();
    }

    Endpoint ledger(String participant) {
        return of(participant).ledger();
    }

    private DeclaredEndpoints of(String participant) {
        return endpoints.stream()
                .filter(each -> each.participant().equals(participant))
                .findFirst()
                .orElseThrow();
    }

    /** The client credentials of an endpoint's token. */
    static Secret oidc(Endpoint endpoint) {
        return endpoint.token().filter(secret -> secret.kind().equals("oidc")).orElseThrow();
    }

    SandboxNetwork network() {
        return network;
    }

    Path unit() {
        return unit;
    }

    Command command() {
        return new Command(unit);
    }

    @Override
    public void close() {
        network.close();
    }
}
