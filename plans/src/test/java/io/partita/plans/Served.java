package io.partita.plans;

import io.grpc.ServerInterceptor;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.Endpoints;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A scenario's world, open in this JVM and served on loopback ports, and a unit whose declaration is the scenario's
 * with those endpoints in the place of {@code sandbox()}.
 *
 * <p>So a test stands on both sides: it runs partita as a user does, in this process or another, and disturbs and looks
 * at the network that partita works on. The network is gone when it is closed; the unit belongs to the caller.
 */
public final class Served implements AutoCloseable {

    private static final Duration DECISION_TIMEOUT = Duration.ofMillis(200);

    /**
     * A change is not there at the first look, however loaded the machine is: so the calls that are made while it is
     * waited for are made in every run.
     */
    private static final Duration TOPOLOGY_CHANGE_DELAY = Duration.ofMillis(100);

    /** What a declaration names. */
    private static final Set<String> BESIDE = Set.of("dars", "keys");

    private static final Pattern EMBEDDED = Pattern.compile("(\\w+)\\s*\\{\\s*sandbox\\(\\)\\s*}");

    private final SandboxNetwork network;
    private final Path unit;
    private final SortedMap<String, Endpoints> endpoints = new TreeMap<>();

    private Served(SandboxNetwork network, Path unit, List<Endpoints> endpoints) {
        this.network = network;
        this.unit = unit;
        endpoints.forEach(one -> this.endpoints.put(one.participant(), one));
    }

    /**
     * Opens a scenario's world with short times, and makes a unit for it.
     *
     * @param unit a folder that does not exist yet
     */
    public static Served quick(Scenario scenario, Path unit) {
        return of(scenario, unit, Served::quick, participant -> null);
    }

    /** A world whose waits are as short as they can be without becoming another world. */
    public static World quick(World world) {
        return world.withTimes(DECISION_TIMEOUT, TOPOLOGY_CHANGE_DELAY);
    }

    /**
     * Opens a scenario's world, and makes a unit for it.
     *
     * @param unit a folder that does not exist yet
     * @param change of the world
     * @param watching what stands before the loopback ports of a participant, by its name; null for nothing
     */
    public static Served of(
            Scenario scenario, Path unit, UnaryOperator<World> change, Function<String, ServerInterceptor> watching) {
        return of(scenario, unit, change, watching, UnaryOperator.identity());
    }

    /** @param doors from the endpoints where the network listens to those that the declaration names */
    public static Served of(
            Scenario scenario,
            Path unit,
            UnaryOperator<World> change,
            Function<String, ServerInterceptor> watching,
            UnaryOperator<Endpoints> doors) {
        World world = change.apply(
                WorldFile.read(scenario.folder().resolve("world.json")).value());
        SandboxNetwork network = SandboxNetwork.inMemory(world, new SandboxLedger());
        try {
            List<Endpoints> declared =
                    network.serve(Map.of(), watching).stream().map(doors).toList();
            Served served = new Served(network, unit, declared);
            served.declare(scenario.folder());
            return served;
        } catch (IOException failure) {
            network.close();
            throw new UncheckedIOException(failure);
        }
    }

    private void declare(Path scenario) throws IOException {
        Files.createDirectories(unit);
        try (Stream<Path> files = Files.list(scenario)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(".groovy")) {
                    Files.writeString(unit.resolve(file.getFileName()), served(Files.readString(file)));
                } else if (BESIDE.contains(file.getFileName().toString())) {
                    Units.copy(file, unit.resolve(file.getFileName()));
                }
            }
        }
    }

    private String served(String declaration) {
        return EMBEDDED.matcher(declaration).replaceAll(this::withEndpoints);
    }

    private String withEndpoints(MatchResult participant) {
        Endpoints at = endpoints.get(participant.group(1));
        return "%s { admin '%s'; ledger '%s'; backup { command 'true' } }"
                .formatted(at.participant(), at.admin(), at.ledger());
    }

    /** The network, with its faults and its crashes. */
    public SandboxNetwork network() {
        return network;
    }

    /** The folder with the declaration. */
    public Path unit() {
        return unit;
    }

    /** Runs partita in the unit. */
    public Command command() {
        return new Command(unit);
    }

    /**
     * A look at the network; the caller closes it. It does not go through the loopback ports, so it meets no watch, but
     * it meets faults that are switched on.
     */
    public Observed observed() {
        return new Observed(network);
    }

    @Override
    public void close() {
        network.close();
    }
}
