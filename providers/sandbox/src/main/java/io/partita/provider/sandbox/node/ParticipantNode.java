package io.partita.provider.sandbox.node;

import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.crypto.KeyRing;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.store.Exclusive;
import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.store.WorldStore;
import io.partita.provider.sandbox.synchronizer.LogEntry;
import io.partita.provider.sandbox.synchronizer.Synchronizer;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.MappingKey;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.topology.StoredTopologyView;
import io.partita.provider.sandbox.topology.TopologyErrors;
import io.partita.provider.sandbox.topology.TopologyRules.ExpectedAuthorization;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.wire.CantonException;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A participant: what it is, whether its process runs, whether it is connected, and what it has seen. */
public final class ParticipantNode implements Node, Synchronizer.Member {

    private final Spec spec;
    private final WorldStore store;
    private final Exclusive exclusive;
    private final Synchronizer synchronizer;
    private final LedgerSide side;
    private final KeyRing keys;
    private final String uid;
    private final NodeState state;
    private final StoredUpdates updates;
    private final StoredTopologyView view;
    private final LogReplay replay;
    private final Waiters waiters;
    private final Outbox outbox;
    private final ClearanceBook clearances;
    private final long startedNanos = System.nanoTime();
    private NodeLedger ledger;
    private TopologyAuthorizer authorizer;
    private volatile boolean alive = true;
    private boolean connected;
    private int startingAnswers;

    /**
     * What the world says about a node.
     *
     * @param name of the node
     * @param seed of the world, from which keys derive
     * @param participant release, storage and the like
     */
    public record Spec(String name, String seed, World.Participant participant) {}

    /** Restores a node; it neither runs nor is connected before {@link #open}. */
    public ParticipantNode(
            Spec spec, WorldStore store, Exclusive exclusive, Synchronizer synchronizer, LedgerSide side) {
        this.spec = spec;
        this.store = store;
        this.exclusive = exclusive;
        this.synchronizer = synchronizer;
        this.side = side;
        this.keys = new KeyRing(
                spec.seed(), spec.name(), spec.participant().namespaceKeys(), store.byText(kernelTable("keys")));
        this.uid = spec.name() + "::" + keys.namespace().fingerprint();
        this.state = new NodeState(store.byText(kernelTable("state")));
        this.waiters = new Waiters(exclusive);
        this.updates = new StoredUpdates(
                store.byNumber(kernelTable("updates")), store.byText(kernelTable("pruning")), waiters::updateAppended);
        this.view = new StoredTopologyView(
                synchronizer.topology().store(), synchronizer.logicalId(), state::processed, state::time);
        this.clearances = new ClearanceBook(this, store.byText(kernelTable("clearances")));
        this.replay = new LogReplay(
                uid, state, updates, clearances, synchronizer.topology().store(), synchronizer.protocolVersion());
        this.outbox = new Outbox(synchronizer, this::connected, exclusive::run);
    }

    private String kernelTable(String name) {
        return "node." + spec.name() + ".kernel." + name;
    }

    /** Starts the process of the node as it was when the network was closed: dead, connected or not. */
    public void open() {
        exclusive.requireHeld();
        startProcess();
        alive = state.crash().isEmpty();
        connected = alive && state.connected();
        if (connected) {
            clearances.armAll();
            ledger.connected();
        } else if (!alive) {
            ledger.stop();
        }
    }

    /** Starts a node for the first time: it registers, and connects whatever its registration says. */
    public void openFirst(SynchronizerConnectionConfig registration) {
        exclusive.requireHeld();
        state.registration(registration);
        startProcess();
        connect();
    }

    private void startProcess() {
        ledger = side.open(this);
        authorizer = new TopologyAuthorizer(
                synchronizer.topology(),
                keys,
                new DangerChecks(uid, synchronizer.logicalId(), ledger),
                outbox,
                () -> io.partita.provider.sandbox.synchronizer.Times.text(state.time()),
                Uid.shortenedPhysical(physicalSynchronizer()),
                this::inDialect);
    }

    /** An error under the name that it has in the release of this node. */
    private CantonError inDialect(CantonError error) {
        return error.code().equals(TopologyErrors.FROZEN) && !release().atLeast(3, 5)
                ? error.as("TOPOLOGY_ONGOING_SYNCHRONIZER_UPGRADE")
                : error;
    }

    /** The network closes: what was accepted still goes out, then the process of this JVM forgets the node. */
    public void close() {
        exclusive.requireHeld();
        if (alive) {
            outbox.drain();
            ledger.stop();
        }
        waiters.failAll(unavailable());
        clearances.disarmAll();
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String namespace() {
        return keys.namespace().fingerprint();
    }

    @Override
    public Release release() {
        return spec.participant().release();
    }

    @Override
    public World.Storage storage() {
        return spec.participant().storage();
    }

    @Override
    public Exclusive exclusive() {
        return exclusive;
    }

    @Override
    public Calls calls(Api api) {
        return new Calls(exclusive, api, spec.name(), this::alive);
    }

    @Override
    public Synchronizer synchronizer() {
        return synchronizer;
    }

    @Override
    public StoredTopologyView topology() {
        return view;
    }

    /** Newest entry of the log that this node has processed. */
    public long processed() {
        return state.processed();
    }

    @Override
    public UpdateLog updates() {
        return updates;
    }

    @Override
    public Table<String> table(String name) {
        return store.byText("node." + spec.name() + "." + name);
    }

    @Override
    public Table<Long> numberedTable(String name) {
        return store.byNumber("node." + spec.name() + "." + name);
    }

    @Override
    public Clearances clearances() {
        return clearances;
    }

    /** The keys of this node. */
    public KeyRing keys() {
        return keys;
    }

    /** Where this node accepts changes of topology. */
    public TopologyAuthorizer authorizer() {
        return authorizer;
    }

    /** The ledger of this node. */
    public NodeLedger ledger() {
        return ledger;
    }

    /** How long the process of this node has been running here, nanoseconds. */
    public long uptimeNanos() {
        return System.nanoTime() - startedNanos;
    }

    /** Whether the process of this node runs; safe to ask without the lock. */
    public boolean alive() {
        return alive;
    }

    /** Why the process of this node died, if it is dead. */
    public Optional<String> causeOfDeath() {
        return state.crash();
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public String alias() {
        return registration().getSynchronizerAlias();
    }

    /** The registration message as it was stored. */
    public SynchronizerConnectionConfig registration() {
        return state.registration();
    }

    /** Replaces the registration message; it counts from the next connect on. */
    public void register(SynchronizerConnectionConfig config) {
        state.registration(config);
    }

    /** Whether the sequencers of the registration answer. */
    public boolean sequencersReachable() {
        return Registration.reachable(state.registration());
    }

    /**
     * Connects and replays the log; nothing happens if the node is connected.
     *
     * @throws ConnectionLost if the replay makes staying connected impossible
     */
    public void connect() {
        exclusive.requireHeld();
        if (connected || !alive) {
            return;
        }
        connected = true;
        state.connected(true);
        upgraded();
        try {
            ledger.connecting();
            for (LogEntry entry : synchronizer.after(state.processed())) {
                replay.process(entry, ledger);
            }
        } catch (FatalProcessing fatal) {
            crash(fatal.getMessage());
            return;
        } catch (ConnectionLost lost) {
            disconnect();
            throw lost;
        }
        timePassed(synchronizer.time());
        ledger.connected();
        clearances.armAll();
        exclusive.afterCommit(() -> exclusive.run(outbox::drain));
    }

    /** The synchronizer was upgraded: a node that is connected comes to it at once, any other when it connects. */
    public void upgraded() {
        exclusive.requireHeld();
        if (connected && state.upgrades() != synchronizer.upgrades()) {
            state.upgrades(synchronizer.upgrades());
        }
    }

    /** Physical id of the synchronizer as this node knows it. */
    public String physicalSynchronizer() {
        return synchronizer.physicalId(state.upgrades());
    }

    /** Disconnects; nothing happens if the node is not connected. */
    public void disconnect() {
        exclusive.requireHeld();
        if (connected) {
            connected = false;
            state.connected(false);
            clearances.disarmAll();
            ledger.disconnected();
        }
    }

    @Override
    public void sequenced(LogEntry entry) {
        try {
            replay.process(entry, ledger);
            waiters.timePassed(state.time());
        } catch (FatalProcessing fatal) {
            crash(fatal.getMessage());
        } catch (ConnectionLost lost) {
            disconnect();
        }
    }

    @Override
    public void timePassed(long time) {
        replay.passTime(time);
        waiters.timePassed(state.time());
    }

    @Override
    public void crash(String reason) {
        exclusive.requireHeld();
        if (!alive) {
            return;
        }
        alive = false;
        connected = false;
        state.crash(Optional.of(reason));
        state.connected(false);
        outbox.clear();
        clearances.processEnded();
        waiters.failAll(unavailable());
        ledger.stop();
    }

    /** Starts a dead or living node again as an operator does who keeps it from connecting, whatever it is set to. */
    public void restartAway() {
        exclusive.requireHeld();
        if (alive) {
            crash("restarted");
        }
        state.crash(Optional.empty());
        alive = true;
        startProcess();
    }

    @Override
    public void restart() {
        restartAway();
        if (!state.registration().getManualConnect() && sequencersReachable()) {
            try {
                connect();
            } catch (ConnectionLost lost) {
                // At its start a real node ends where a running one merely stays disconnected (experiments.md 2).
                crash(lost.getMessage());
            }
        }
    }

    private static CantonException unavailable() {
        return CantonException.plain(
                io.grpc.Status.Code.UNAVAILABLE, "io exception: the process of the participant has ended");
    }

    @Override
    public CompletionStage<Void> vet(List<VettedPackage> packages, Set<Integer> force) {
        TopologyMapping mapping = IssuedMappings.vetting(uid, packages);
        Optional<SignedTransaction> before = synchronizer.topology().store().authorized(MappingKey.vetting(uid));
        if (packages.isEmpty() && before.map(SignedTransaction::removes).orElse(true)) {
            return whenEffective(0);
        }
        return packages.isEmpty()
                ? issue(
                        TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE,
                        before.orElseThrow().mapping(),
                        force)
                : issue(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, mapping, force);
    }

    @Override
    public CompletionStage<Void> host(String party, int threshold, List<Hosting.Host> hosts) {
        return issue(
                TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE,
                IssuedMappings.hosting(party, threshold, hosts),
                Set.of());
    }

    @Override
    public CompletionStage<Void> cosign(List<SignedTransaction> transactions) {
        requireConnected();
        TopologyAuthorizer.Cosigned cosigned = authorizer.cosign(transactions);
        return cosigned.complete() ? cosigned.effective().thenCompose(this::whenEffective) : whenEffective(0);
    }

    private CompletionStage<Void> issue(TopologyChangeOp operation, TopologyMapping mapping, Set<Integer> force) {
        requireConnected();
        return authorizer
                .propose(operation, 0, mapping, TopologyAuthorizer.SigningOptions.full(force))
                .effective()
                .thenCompose(this::whenEffective);
    }

    /** Sends at once what this node has accepted, instead of a moment later. */
    public void flush() {
        exclusive.requireHeld();
        outbox.drain();
    }

    /** As many of the next calls find a node that has not finished its start. */
    public void starting(int answers) {
        exclusive.requireHeld();
        startingAnswers = answers;
    }

    /** Whether this call finds a node that knows neither its stores nor its aliases yet; asked once a call. */
    public boolean isStillStarting() {
        exclusive.requireHeld();
        if (startingAnswers == 0) {
            return false;
        }
        startingAnswers--;
        return true;
    }

    /** Fails as the topology services do on a node that is not connected. */
    public void requireConnected() {
        if (!connected) {
            throw TopologyErrors.storeNotFound(Uid.shortenedPhysical(physicalSynchronizer()))
                    .exception();
        }
    }

    void clearFlag(String party) {
        MappingKey key = MappingKey.hosting(party);
        synchronizer
                .topology()
                .store()
                .authorized(key)
                .filter(newest -> !newest.removes())
                .map(newest -> IssuedMappings.withoutFlag(newest.mapping(), uid))
                .filter(cleared -> connected)
                .ifPresent(cleared -> {
                    try {
                        authorizer.propose(
                                TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE,
                                0,
                                cleared,
                                new TopologyAuthorizer.SigningOptions(List.of(), ExpectedAuthorization.FULL, Set.of()));
                        // At once, so that what is made up for after a pause gets the time at which it was due.
                        outbox.drain();
                    } catch (CantonException refused) {
                        System.getLogger(ParticipantNode.class.getName())
                                .log(System.Logger.Level.DEBUG, "The onboarding flag stays for now", refused);
                    }
                });
    }

    @Override
    public CompletionStage<Void> whenEffective(long effective) {
        exclusive.requireHeld();
        return waiters.whenPast(effective, state.time());
    }

    @Override
    public Runnable onUpdate(Runnable listener) {
        return waiters.onUpdate(listener);
    }
}
