package io.partita.provider.sandbox.synchronizer;

import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.provider.sandbox.store.Exclusive;
import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.store.WorldStore;
import io.partita.provider.sandbox.topology.TopologyRules;
import io.partita.provider.sandbox.topology.TopologyState;
import io.partita.provider.sandbox.topology.TopologyStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** The synchronizer: orders everything, decides on topology, and hands the result to whoever is connected. */
public final class Synchronizer implements Sequencing, AutoCloseable {

    private static final String TIME = "time";
    private static final String UPGRADES = "upgrades";
    /** How far back a network begins. */
    private static final long BEGINNING_MICROS = 10_000_000;

    private final Identity identity;
    private final Exclusive exclusive;
    private final long changeDelay;
    private final SynchronizerClock clock;
    private final Agenda agenda;
    private final Table<Long> log;
    private final Table<String> state;
    private final TopologyState topology;
    private final List<Member> members = new ArrayList<>();

    /**
     * Who the synchronizer is.
     *
     * @param logicalId {@code name::1220…}
     * @param protocolVersion 34 or 35
     */
    public record Identity(String logicalId, int protocolVersion) {

        /** The id with protocol version and serial. */
        String physicalId(long upgrades) {
            return logicalId + "::" + protocolVersion + "-" + upgrades;
        }
    }

    /** Whoever is told what was sequenced. */
    public interface Member {

        /** An entry was sequenced; called in order, and only while connected. */
        void sequenced(LogEntry entry);

        /** The time has moved on; called whether anything was sequenced or not, while connected. */
        void timePassed(long time);

        /** Whether this member is told. */
        boolean connected();
    }

    /**
     * Opens the synchronizer with what was kept of it.
     *
     * @param machine closed together with the synchronizer
     */
    public Synchronizer(
            Identity identity, WorldStore store, Exclusive exclusive, Duration changeDelay, MachineTime machine) {
        this.identity = identity;
        this.exclusive = exclusive;
        this.changeDelay = changeDelay.toNanos() / 1_000;
        this.clock = new SynchronizerClock(machine::micros);
        this.agenda = new Agenda(exclusive, clock, machine);
        this.log = store.byNumber("synchronizer.log");
        this.state = store.byText("synchronizer.state");
        this.topology = new TopologyState(new TopologyStore(store), new TopologyRules(identity.logicalId()));
        state.find(TIME).ifPresent(time -> clock.moveTo(ByteBuffer.wrap(time).getLong()));
        agenda.beforeEach(this::passTime);
    }

    /** Adds a member; the order of adding is the order of telling. */
    public void join(Member member) {
        members.add(member);
    }

    /** Arms what was still to come when the process ended, and makes up for what was due meanwhile. */
    public void resume() {
        exclusive.requireHeld();
        for (long effective : topology.store().effectsAfter(clock.last() - 1)) {
            agenda.at(effective + 1, () -> {});
        }
        agenda.keepDue();
    }

    @Override
    public String logicalId() {
        return identity.logicalId();
    }

    @Override
    public String physicalId(long upgrades) {
        return identity.physicalId(upgrades);
    }

    @Override
    public long upgrades() {
        return state.find(UPGRADES)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
    }

    /** Continues under the next physical id, with all that there is. */
    public void upgrade() {
        exclusive.requireHeld();
        state.put(UPGRADES, ByteBuffer.allocate(8).putLong(upgrades() + 1).array());
    }

    @Override
    public int protocolVersion() {
        return identity.protocolVersion();
    }

    @Override
    public long time() {
        return clock.last();
    }

    @Override
    public long nextTime() {
        return clock.next();
    }

    /**
     * How long after the safe time a node clears the flag by itself, microseconds. Canton takes 0.34 to 0.4 s where a
     * change of topology takes 0.25 s, and the node itself knows of it a moment later; a hurried network hurries here,
     * too.
     */
    public long clearanceDelay() {
        return changeDelay * 9 / 5 + 1;
    }

    /** The wall clock, microseconds since the epoch: what a node is asked for its own time. */
    public long wallTime() {
        return clock.wall();
    }

    /** Topology as everybody who has processed the whole log knows it. */
    public TopologyState topology() {
        return topology;
    }

    /** Index of the newest entry; 0 = none. */
    public long lastIndex() {
        return log.last().orElse(0L);
    }

    /** Entries after an index, in order. */
    public Iterable<LogEntry> after(long index) {
        Iterable<Map.Entry<Long, byte[]>> entries = log.ascending(index + 1);
        return () -> {
            var iterator = entries.iterator();
            return new java.util.Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public LogEntry next() {
                    Map.Entry<Long, byte[]> entry = iterator.next();
                    return LogEntry.decode(entry.getKey(), entry.getValue());
                }
            };
        };
    }

    @Override
    public SequencedTransaction sequence(byte[] payload) {
        LogEntry entry = append(LogEntry.Kind.TRANSACTION, payload);
        tell(entry);
        return new SequencedTransaction(entry.index(), entry.time(), payload);
    }

    /**
     * Puts topology transactions into the log as one entry: they share their times.
     *
     * @return when they take effect, microseconds
     */
    public long sequenceTopology(List<SignedTopologyTransaction> batch) {
        return sequenced((entry, effective) -> topology.apply(entry.index(), entry.time(), effective, batch));
    }

    /**
     * The same of transactions with which a network begins, some of whose signers are not here: they are in force
     * without a judgement.
     */
    public void beginTopology(List<SignedTopologyTransaction> batch) {
        sequenced((entry, effective) -> topology.begin(entry.index(), entry.time(), effective, batch));
    }

    private long sequenced(ObjLongConsumer<LogEntry> applied) {
        LogEntry entry = append(LogEntry.Kind.TOPOLOGY, new byte[0]);
        long effective = entry.time() + changeDelay;
        applied.accept(entry, effective);
        tell(entry);
        agenda.at(effective + 1, () -> {});
        return effective;
    }

    private LogEntry append(LogEntry.Kind kind, byte[] payload) {
        exclusive.requireHeld();
        LogEntry entry = new LogEntry(lastIndex() + 1, clock.next(), kind, payload);
        log.put(entry.index(), entry.encode());
        note(entry.time());
        return entry;
    }

    private void note(long time) {
        clock.moveTo(time);
        state.put(TIME, ByteBuffer.allocate(8).putLong(clock.last()).array());
    }

    private void tell(LogEntry entry) {
        for (Member member : List.copyOf(members)) {
            if (member.connected()) {
                member.sequenced(entry);
            }
        }
    }

    @Override
    public void tick() {
        passTime(clock.next());
    }

    private void passTime(long time) {
        exclusive.requireHeld();
        note(Math.max(time, clock.last()));
        for (Member member : List.copyOf(members)) {
            if (member.connected()) {
                member.timePassed(clock.last());
            }
        }
    }

    /** Runs the beginning of a network: what it sequences lies some seconds back, so that nobody has to wait for it. */
    public void begin(Runnable beginning) {
        exclusive.requireHeld();
        clock.during(clock.wall() - BEGINNING_MICROS, beginning);
    }

    /** Lets time pass until everything that was sequenced so far has taken effect. */
    public void settle() {
        topology.store().effectsAfter(clock.last() - 1).forEach(effective -> passTime(effective + 1));
    }

    @Override
    public Cancellation at(long time, Runnable task) {
        return agenda.at(time, task);
    }

    @Override
    public Cancellation after(Duration delay, Runnable task) {
        return agenda.after(delay, task);
    }

    @Override
    public void close() {
        agenda.close();
    }
}
