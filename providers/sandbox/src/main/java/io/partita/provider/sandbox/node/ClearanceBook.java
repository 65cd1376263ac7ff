package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import io.partita.provider.sandbox.topology.Hosting;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The clearances of one node, in its tables. */
final class ClearanceBook implements Clearances {

    private static final String RECORD = "record/";
    private static final String SCHEDULED = "scheduled/";
    /** An activation that is not known yet. */
    private static final long UNKNOWN = Long.MIN_VALUE;
    /** When to look again if the flag is still there after a proposal to clear it: another change was faster. */
    private static final long RETRY_MICROS = 10_000_000;
    /** How long a tick takes that a node asks for. */
    private static final long TICK_MICROS = 10_000;

    private final ParticipantNode node;
    private final Table<String> table;
    private final Map<String, Sequencing.Cancellation> armed = new HashMap<>();

    ClearanceBook(ParticipantNode node, Table<String> table) {
        this.node = node;
        this.table = table;
    }

    @Override
    public Recorded record(String party, OptionalLong activation) {
        Optional<Long> known = find(RECORD + party);
        long wanted = activation.orElse(UNKNOWN);
        if (known.isPresent()) {
            return known.get() == wanted ? Recorded.SAME : Recorded.CONFLICT;
        }
        put(RECORD + party, wanted);
        arm(party);
        return Recorded.NEW;
    }

    @Override
    public void schedule(String party, long safeTime) {
        if (safeTime < node.synchronizer().nextTime()) {
            // The node merely had not seen a later time yet: the tick comes at once.
            armAt(party, node.synchronizer().nextTime() + TICK_MICROS);
            return;
        }
        if (find(SCHEDULED + party).isEmpty()) {
            put(SCHEDULED + party, safeTime);
            arm(party);
        }
    }

    @Override
    public void clear(String party) {
        node.clearFlag(party);
    }

    /** The node sees a change of its own hosting. */
    void observed(HostingEvents.Event event, long effective) {
        switch (event.change()) {
            case ONBOARDING:
                // Whatever record there is means this activation from now on, also one that was left over.
                if (find(RECORD + event.party()).isPresent()) {
                    put(RECORD + event.party(), effective);
                    arm(event.party());
                }
                break;
            case ADDED:
                forget(event.party());
                break;
            case REVOKED:
            // The record stays: the next import with the party meets it (experiments.md 9).
            case CHANGED:
            default:
                break;
        }
    }

    private void forget(String party) {
        table.remove(RECORD + party);
        table.remove(SCHEDULED + party);
        disarm(party);
    }

    /** Arms everything; the node is connected and up to date. */
    void armAll() {
        for (Map.Entry<String, byte[]> entry : table.ascending(null)) {
            arm(entry.getKey().substring(entry.getKey().indexOf('/') + 1));
        }
    }

    /** Nothing will happen until {@link #armAll}; the node is not connected. */
    void disarmAll() {
        armed.values().forEach(Sequencing.Cancellation::cancel);
        armed.clear();
    }

    /** Forgets what a process holds in memory only. */
    void processEnded() {
        disarmAll();
        for (Map.Entry<String, byte[]> entry : table.ascending(SCHEDULED)) {
            if (entry.getKey().startsWith(SCHEDULED)) {
                table.remove(entry.getKey());
            }
        }
    }

    private void arm(String party) {
        if (node.connected()) {
            flagged(party).ifPresent(hosting -> armAt(party, dueTime(party, hosting)));
        }
    }

    private long dueTime(String party, Hosting hosting) {
        long scheduled = find(SCHEDULED + party).orElse(Long.MAX_VALUE);
        long recorded = find(RECORD + party)
                .map(time -> node.topology().safeTime(time == UNKNOWN ? hosting.effective() : time))
                .orElse(Long.MAX_VALUE);
        return Math.min(scheduled, recorded) + node.synchronizer().clearanceDelay();
    }

    private void armAt(String party, long time) {
        disarm(party);
        armed.put(party, node.synchronizer().at(time, () -> due(party, time)));
    }

    private void disarm(String party) {
        Optional.ofNullable(armed.remove(party)).ifPresent(Sequencing.Cancellation::cancel);
    }

    private void due(String party, long time) {
        if (node.connected() && flagged(party).isPresent()) {
            node.clearFlag(party);
            armAt(party, Math.max(time, node.synchronizer().time()) + RETRY_MICROS);
        }
    }

    private Optional<Hosting> flagged(String party) {
        return node.topology()
                .hosting(party, node.topology().now())
                .filter(hosting ->
                        hosting.host(node.uid()).map(Hosting.Host::onboarding).orElse(false));
    }

    private Optional<Long> find(String key) {
        return table.find(key).map(bytes -> ByteBuffer.wrap(bytes).getLong());
    }

    private void put(String key, long value) {
        table.put(key, ByteBuffer.allocate(8).putLong(value).array());
    }
}
