package io.partita.provider.sandbox.node;

import io.partita.proto.protocol.SignedTopologyTransaction;
import io.partita.provider.sandbox.synchronizer.Synchronizer;
import io.partita.provider.sandbox.wire.CantonError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Topology transactions of a node on their way to the synchronizer (procedure.md 1.4): accepted ones wait in memory and
 * go out together a moment later. What is accepted at almost the same time therefore takes effect at the same time, and
 * a process that dies loses what it had accepted.
 */
final class Outbox {

    /** How long a transaction waits for others to go out with. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    private static final int LARGEST_BATCH = 100;
    private static final int LONGEST_QUEUE = 100;

    private final Synchronizer synchronizer;
    private final BooleanSupplier connected;
    private final java.util.function.Consumer<Runnable> exclusively;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean draining;

    /** A transaction, and who wants to know when it was sequenced. */
    private record Waiting(SignedTopologyTransaction transaction, CompletableFuture<Long> effective) {}

    Outbox(Synchronizer synchronizer, BooleanSupplier connected, java.util.function.Consumer<Runnable> exclusively) {
        this.synchronizer = synchronizer;
        this.connected = connected;
        this.exclusively = exclusively;
    }

    /**
     * Accepts transactions.
     *
     * @return for the last of them, when it takes effect; completed inside the exclusive section that sequences it
     */
    CompletableFuture<Long> accept(List<SignedTopologyTransaction> transactions) {
        if (queue.size() + transactions.size() > LONGEST_QUEUE && !queue.isEmpty()) {
            throw CantonError.of(
                            "TOPOLOGY_TOO_MANY_PENDING_TOPOLOGY_TRANSACTIONS",
                            2,
                            "Too many pending topology transactions on this node.")
                    .exception();
        }
        CompletableFuture<Long> last = new CompletableFuture<>();
        for (int i = 0; i < transactions.size(); i++) {
            boolean isLast = i == transactions.size() - 1;
            queue.add(new Waiting(transactions.get(i), isLast ? last : new CompletableFuture<>()));
        }
        if (!draining) {
            draining = true;
            synchronizer.after(GATHERING, () -> exclusively.accept(this::drain));
        }
        return last;
    }

    /** Number of transactions that wait. */
    int size() {
        return queue.size();
    }

    /** Sends what waits, if the node is connected. */
    void drain() {
        draining = false;
        while (!queue.isEmpty() && connected.getAsBoolean()) {
            List<Waiting> batch = new ArrayList<>();
            while (!queue.isEmpty() && batch.size() < LARGEST_BATCH) {
                batch.add(queue.poll());
            }
            long effective = synchronizer.sequenceTopology(
                    batch.stream().map(Waiting::transaction).toList());
            batch.forEach(waiting -> waiting.effective().complete(effective));
        }
    }

    /** Forgets what waits, as a process does that dies. */
    void clear() {
        queue.clear();
    }
}
