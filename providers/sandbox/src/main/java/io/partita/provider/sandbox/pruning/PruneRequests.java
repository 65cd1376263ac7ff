package io.partita.provider.sandbox.pruning;

import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.wire.CantonError;
import java.time.Duration;
import java.util.OptionalLong;

/** Pruning on request, on either API. To be used under the lock of the network. */
public final class PruneRequests {

    /** Commands may be repeated that long, so that their history must stay. */
    private static final Duration MAX_DEDUPLICATION = Duration.ofHours(168);

    private final Node node;
    private final PruningSchedules schedules;

    public PruneRequests(Node node, PruningSchedules schedules) {
        this.node = node;
        this.schedules = schedules;
    }

    /** Prunes up to an offset, unless it is too young. */
    public void prune(long upTo) {
        if (upTo > node.updates().end()) {
            throw CantonError.of("INTERNAL_PRUNING_ERROR", 4, "offset " + upTo + " is beyond the ledger end")
                    .exception();
        }
        if (upTo <= node.updates().prunedUpTo()) {
            return;
        }
        long recordTime = node.updates().at(upTo).map(Update::recordTime).orElse(Long.MAX_VALUE);
        String why = "Unsafe to prune offset " + upTo + " due to the event for "
                + Uid.shortened(node.synchronizer().logicalId()) + " with record time " + Micros.instant(recordTime);
        if (recordTime > oldestNeeded()) {
            throw CantonError.of(
                            "UNSAFE_TO_PRUNE",
                            9,
                            "Participant cannot prune at specified offset due to max deduplication duration of 168h")
                    .with("reason", why)
                    .indefinite()
                    .exception();
        }
        schedules.prune(upTo);
    }

    /** The last offset that may be pruned, given a time and an offset that must stay. */
    OptionalLong safeOffset(long beforeOrAt, long ledgerEnd) {
        OptionalLong found = node.updates().offsetAt(Math.min(beforeOrAt, oldestNeeded()));
        return found.isPresent() && found.getAsLong() < ledgerEnd ? found : OptionalLong.empty();
    }

    private long oldestNeeded() {
        return node.synchronizer().nextTime() - Micros.of(MAX_DEDUPLICATION);
    }
}
