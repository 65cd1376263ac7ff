package io.partita.provider.sandbox;

import io.grpc.ManagedChannel;
import io.grpc.ServerInterceptor;
import io.partita.core.model.Endpoint;
import io.partita.provider.sandbox.access.AccessFolder;
import io.partita.provider.sandbox.access.PortSecurity;
import io.partita.provider.sandbox.genesis.Beginning;
import io.partita.provider.sandbox.genesis.FirstTopology;
import io.partita.provider.sandbox.genesis.SynchronizerKeys;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.node.LedgerSide;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.node.Registration;
import io.partita.provider.sandbox.server.FaultPlan;
import io.partita.provider.sandbox.server.Ports;
import io.partita.provider.sandbox.store.Exclusive;
import io.partita.provider.sandbox.store.WorldStore;
import io.partita.provider.sandbox.synchronizer.MachineTime;
import io.partita.provider.sandbox.synchronizer.Synchronizer;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.Demands;
import io.partita.provider.sandbox.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An embedded network: the participants of a world and one synchronizer, behind Canton's gRPC API, in this process.
 *
 * <p>A network on disk keeps everything between openings: what was due meanwhile (effective times, flags to clear) has
 * happened when it is open again. One process at a time may have it open. Everything here is safe for concurrent use.
 */
public final class SandboxNetwork implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final WorldStore store;
    private final Exclusive exclusive;
    private final Synchronizer synchronizer;
    private final SortedMap<String, ParticipantNode> nodes = new TreeMap<>();
    private final FaultPlan faults;
    private final Ports ports;
    private final Demands demands;
    private PortSecurity security;

    /**
     * A participant of the network.
     *
     * @param name in the world
     * @param uid {@code name::1220…}
     */
    public record Participant(String name, String uid) {}

    /**
     * Where a participant listens.
     *
     * @param participant name in the world
     * @param admin {@code host:port} of the Admin API
     * @param ledger {@code host:port} of the Ledger API
     */
    public record Endpoints(String participant, String admin, String ledger) {}

    /**
     * How a declaration reaches a participant that listens.
     *
     * @param participant name in the world
     * @param admin its Admin API
     * @param ledger its Ledger API
     */
    public record DeclaredEndpoints(String participant, Endpoint admin, Endpoint ledger) {}

    private SandboxNetwork(World world, WorldStore store, LedgerSide ledger, MachineTime time) {
        this.store = store;
        this.demands = world.demands();
        this.exclusive = new Exclusive(store);
        SynchronizerKeys keys = new SynchronizerKeys(world);
        Beginning beginning = new Beginning(store, world);
        beginning.requireSame();
        this.synchronizer = new Synchronizer(
                new Synchronizer.Identity(keys.synchronizerId(), world.protocolVersion()),
                store,
                exclusive,
                world.topologyChangeDelay(),
                time);
        world.participants()
                .forEach((name, participant) -> nodes.put(
                        name,
                        new ParticipantNode(
                                new ParticipantNode.Spec(name, world.seed(), participant),
                                store,
                                exclusive,
                                synchronizer,
                                ledger)));
        exclusive.run(() -> {
            if (beginning.pending()) {
                begin(world, keys, ledger);
                beginning.done();
            } else {
                goOn();
            }
        });
        this.faults = new FaultPlan(synchronizer::after);
        this.ports = new Ports(nodes, faults);
    }

    /** Opens a network on disk with the sandbox's own ledger; see {@link #open(World, Path, LedgerSide)}. */
    public static SandboxNetwork open(World world, Path folder) {
        return open(world, folder, new SandboxLedger());
    }

    /** Opens a network that is gone when it is closed, with the sandbox's own ledger. */
    public static SandboxNetwork inMemory(World world) {
        return inMemory(world, new SandboxLedger());
    }

    /**
     * Opens a network on disk. Parties, packages and contracts of the world count only if the folder holds no network
     * yet.
     *
     * @param folder made if it is missing
     * @param ledger packages, contracts, commands and the Ledger API
     * @throws io.partita.provider.sandbox.genesis.WorldChangedException if the network was begun with other
     *     participants, another seed, synchronizer or protocol version
     * @throws org.h2.mvstore.MVStoreException if another process has it open, or the file is damaged
     */
    public static SandboxNetwork open(World world, Path folder, LedgerSide ledger) {
        return opened(world, WorldStore.in(folder), ledger, MachineTime.real());
    }

    /** Opens a network that is gone when it is closed. */
    public static SandboxNetwork inMemory(World world, LedgerSide ledger) {
        return inMemory(world, ledger, MachineTime.real());
    }

    /**
     * As {@link #inMemory(World, LedgerSide)}, in another time than the machine's.
     *
     * @param time closed together with the network
     */
    public static SandboxNetwork inMemory(World world, LedgerSide ledger, MachineTime time) {
        return opened(world, WorldStore.inMemory(), ledger, time);
    }

    private static SandboxNetwork opened(World world, WorldStore store, LedgerSide ledger, MachineTime time) {
        try {
            return new SandboxNetwork(world, store, ledger, time);
        } catch (RuntimeException | Error failure) {
            time.close();
            store.close();
            throw failure;
        }
    }

    private void begin(World world, SynchronizerKeys keys, LedgerSide ledger) {
        FirstTopology topology = new FirstTopology(world, keys);
        nodes.values().forEach(synchronizer::join);
        synchronizer.begin(() -> {
            synchronizer.sequenceTopology(topology.synchronizer());
            for (ParticipantNode node : nodes.values()) {
                synchronizer.sequenceTopology(topology.participant(node));
            }
            synchronizer.settle();
            nodes.forEach((name, node) -> node.openFirst(Registration.initial(
                    world.participants().get(name).alias().orElse(world.synchronizer()),
                    keys.sequencerId(),
                    manual(world.participants().get(name)))));
            if (!world.parties().isEmpty()) {
                synchronizer.sequenceTopology(topology.parties(nodes));
                if (!topology.partiesOfKeys(nodes).isEmpty()) {
                    synchronizer.beginTopology(topology.partiesOfKeys(nodes));
                }
                synchronizer.settle();
            }
            Map<String, String> parties = new LinkedHashMap<>();
            world.parties().forEach(party -> parties.put(party.name(), FirstTopology.partyId(party, nodes)));
            ledger.seed(
                    world,
                    new TreeMap<String, Node>(nodes),
                    parties,
                    this::settle,
                    () -> change(topology.removals(nodes)));
            settle();
            if (!topology.consents(nodes).isEmpty()) {
                synchronizer.sequenceTopology(topology.consents(nodes));
                settle();
            }
            away(world).forEach(ParticipantNode::disconnect);
            change(topology.onboarding(nodes));
        });
        nodes.forEach((name, node) -> {
            if (manual(world.participants().get(name))) {
                node.disconnect();
            }
        });
    }

    private void change(FirstTopology.Changes changes) {
        if (!changes.whole().isEmpty()) {
            synchronizer.sequenceTopology(changes.whole());
            settle();
        }
        if (!changes.lacking().isEmpty()) {
            synchronizer.beginTopology(changes.lacking());
            settle();
        }
    }

    /** The nodes that somebody has isolated. */
    private List<ParticipantNode> away(World world) {
        return world.parties().stream()
                .flatMap(party -> party.hosts().stream())
                .filter(World.Host::isIsolated)
                .map(host -> nodes.get(host.participant()))
                .distinct()
                .toList();
    }

    private static boolean manual(World.Participant participant) {
        return participant.connecting() == World.Connecting.MANUAL;
    }

    private void settle() {
        nodes.values().forEach(ParticipantNode::flush);
        synchronizer.settle();
    }

    private void goOn() {
        nodes.values().forEach(synchronizer::join);
        nodes.values().forEach(ParticipantNode::open);
        synchronizer.resume();
    }

    /** The participants, by name. */
    public List<Participant> participants() {
        return nodes.values().stream()
                .map(node -> new Participant(node.name(), node.uid()))
                .toList();
    }

    /** Names of the methods that some participant of the network has, without their services. */
    public SortedSet<String> methods() {
        return ports.methods();
    }

    /** Logical id of the synchronizer. */
    public String synchronizerId() {
        return synchronizer.logicalId();
    }

    /**
     * A channel to a port of a participant, within this JVM. The caller shuts it down.
     *
     * @throws IllegalArgumentException if no participant has that name
     */
    public ManagedChannel channel(String participant, Api api) {
        require(participant);
        return ports.channel(participant, api);
    }

    /**
     * Listens on loopback, with server reflection, on ports that the system picks. Listens once; a second call gives
     * the same endpoints.
     *
     * @throws IOException if a port cannot be opened
     */
    public List<Endpoints> serve() throws IOException {
        return serve(Map.of());
    }

    /**
     * As {@link #serve()}, with given ports.
     *
     * @param wanted admin and ledger port by name of the participant; a port 0, or none, is picked by the system
     */
    public List<Endpoints> serve(Map<String, int[]> wanted) throws IOException {
        return serve(wanted, participant -> null);
    }

    /**
     * As {@link #serve(Map)}, watched: every call to a loopback port passes an interceptor before it meets a fault or
     * the node. Calls within the process do not.
     *
     * @param watching the interceptor for a participant, by its name; null for none
     */
    public List<Endpoints> serve(Map<String, int[]> wanted, Function<String, ServerInterceptor> watching)
            throws IOException {
        return served(ports.serve(wanted, Ports.Protection.NONE.watched(watching)));
    }

    /**
     * Listens on loopback with what the world demands of its clients: certificates, tokens, or nothing. Once, as
     * {@link #serve()}.
     *
     * @param wanted admin and ledger port by name of the participant; a port 0, or none, is picked by the system
     * @param watching the interceptor for a participant, by its name; null for none
     * @param folder where what clients need is put, if anything is demanded
     * @return how a declaration reaches every participant
     * @throws IOException if a port cannot be opened
     */
    public synchronized List<DeclaredEndpoints> serve(
            Map<String, int[]> wanted, Function<String, ServerInterceptor> watching, AccessFolder folder)
            throws IOException {
        if (security == null && !demands.equals(Demands.NONE)) {
            security = new PortSecurity(demands, folder);
        }
        if (security == null) {
            return serve(wanted, watching).stream()
                    .map(each -> new DeclaredEndpoints(each.participant(), open(each.admin()), open(each.ledger())))
                    .toList();
        }
        PortSecurity secured = security;
        Ports.Protection protection = new Ports.Protection(
                secured::credentials,
                (participant, api) ->
                        secured.authentication(participant, api).stream().toList());
        return ports.serve(wanted, protection.watched(watching)).entrySet().stream()
                .map(entry -> new DeclaredEndpoints(
                        entry.getKey(),
                        secured.endpoint(entry.getKey(), Api.ADMIN, LOOPBACK, entry.getValue()[0]),
                        secured.endpoint(entry.getKey(), Api.LEDGER, LOOPBACK, entry.getValue()[1])))
                .toList();
    }

    private static Endpoint open(String address) {
        int colon = address.lastIndexOf(':');
        return new Endpoint(
                address.substring(0, colon),
                Integer.parseInt(address.substring(colon + 1)),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Endpoints> served(Map<String, int[]> ports) {
        return ports.entrySet().stream()
                .map(entry -> new Endpoints(
                        entry.getKey(), LOOPBACK + ":" + entry.getValue()[0], LOOPBACK + ":" + entry.getValue()[1]))
                .toList();
    }

    /** Faults that calls of this network meet. */
    public FaultPlan faults() {
        return faults;
    }

    /** Ends the process of a participant, as a power cut does. */
    public void crash(String participant, String reason) {
        ParticipantNode node = require(participant);
        exclusive.run(() -> node.crash(reason));
    }

    /** Starts the process of a participant again, whether it runs or not. */
    public void restart(String participant) {
        ParticipantNode node = require(participant);
        exclusive.run(node::restart);
        ports.refresh(participant);
    }

    /** The same, without letting it connect, whatever it is set to. */
    public void restartAway(String participant) {
        ParticipantNode node = require(participant);
        exclusive.run(node::restartAway);
        ports.refresh(participant);
    }

    /**
     * A participant answers calls about its stores and aliases as one whose process has just begun and does not know
     * them yet.
     *
     * @param answers how many calls are answered so; 0 for none any more
     */
    public void starting(String participant, int answers) {
        ParticipantNode node = require(participant);
        exclusive.run(() -> node.starting(answers));
    }

    /**
     * Upgrades the synchronizer: it goes on under its next physical id, and nobody knows the former one any more who is
     * connected. The others come to it when they connect.
     */
    public void upgradeSynchronizer() {
        exclusive.run(() -> {
            synchronizer.upgrade();
            nodes.values().forEach(ParticipantNode::upgraded);
        });
    }

    /**
     * The ports of a network that demands TLS show a certificate for another name, and for that alone, to whoever
     * connects from now on.
     *
     * @throws IllegalStateException when no port shows one
     */
    public synchronized void renameCertificates(String name) {
        if (security == null) {
            throw new IllegalStateException("no port of this network shows a certificate");
        }
        security.rename(name);
    }

    /** Why a participant's process is dead; empty if it runs. */
    public Optional<String> causeOfDeath(String participant) {
        ParticipantNode node = require(participant);
        return exclusive.read(node::causeOfDeath);
    }

    /** The time of the synchronizer. */
    public Instant time() {
        long micros = exclusive.read(synchronizer::time);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
    }

    private ParticipantNode require(String participant) {
        ParticipantNode node = nodes.get(participant);
        if (node == null) {
            throw new IllegalArgumentException(
                    "no participant is called " + participant + "; there are " + String.join(", ", nodes.keySet()));
        }
        return node;
    }

    /** Ends all servers and channels, sends what was accepted, and closes the file. */
    @Override
    public void close() {
        ports.close();
        synchronized (this) {
            if (security != null) {
                security.close();
            }
        }
        synchronizer.close();
        exclusive.run(() -> nodes.values().forEach(ParticipantNode::close));
        store.close();
    }
}
