package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.ids.Sha256;
import io.partita.provider.sandbox.synchronizer.LogEntry;
import io.partita.provider.sandbox.synchronizer.SequencedTransaction;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.topology.TopologyStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** How a node processes the synchronizer's log, live or after a pause: the same entries give the same updates. */
final class LogReplay {

    private static final byte[] NOTHING = {};

    private final String uid;
    private final NodeState state;
    private final StoredUpdates updates;
    private final ClearanceBook clearances;
    private final TopologyStore topology;
    private final HostingChanges changes;

    LogReplay(
            String uid,
            NodeState state,
            StoredUpdates updates,
            ClearanceBook clearances,
            TopologyStore topology,
            int protocolVersion) {
        this.uid = uid;
        this.state = state;
        this.updates = updates;
        this.clearances = clearances;
        this.topology = topology;
        this.changes = new HostingChanges(topology, protocolVersion);
    }

    /** Processes an entry: first what became effective before it, then the entry itself. */
    void process(LogEntry entry, NodeLedger ledger) {
        passTime(entry.time());
        if (entry.kind() == LogEntry.Kind.TRANSACTION) {
            ledger.process(new SequencedTransaction(entry.index(), entry.time(), entry.payload()));
        }
        // Whatever is sequenced moves the ledger end beyond what it shows (semantics.md 12).
        updates.append(Update.Kind.INVISIBLE, entry.time(), NOTHING);
        state.processed(entry.index());
    }

    /** Publishes what became effective before a time, and moves the node's time there. */
    void passTime(long time) {
        if (time <= state.time()) {
            return;
        }
        List<Runnable> observations = new ArrayList<>();
        // In force means effective before the time, so what is effective at the time itself is published next time.
        for (Map.Entry<Long, List<StoredTransaction>> effect :
                topology.effectiveBetween(state.time() - 1, time - 1).entrySet()) {
            publish(effect.getKey(), effect.getValue(), observations);
        }
        state.time(time);
        observations.forEach(Runnable::run);
    }

    private void publish(long effective, List<StoredTransaction> together, List<Runnable> observations) {
        List<StoredTransaction> known = together.stream()
                .filter(stored -> stored.knownAt(state.processed()))
                .toList();
        List<HostingEvents.Event> events = changes.events(known);
        if (events.isEmpty()) {
            return;
        }
        updates.append(Update.Kind.TOPOLOGY, effective, new HostingEvents(updateId(effective), events).encode());
        events.stream()
                .filter(event -> event.participant().equals(uid))
                .forEach(event -> observations.add(() -> clearances.observed(event, effective)));
    }

    private static String updateId(long effective) {
        byte[] digest = Sha256.of("topology/" + effective);
        return "1220" + HexFormat.of().formatHex(digest);
    }
}
