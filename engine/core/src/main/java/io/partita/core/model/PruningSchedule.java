package io.partita.core.model;

import java.time.Duration;
import java.util.Objects;

/**
 * A participant's automatic pruning, complete enough to be restored exactly.
 *
 * @param cron Quartz syntax, GMT
 * @param maxDuration whole seconds, positive
 * @param retention whole seconds, positive
 * @param extent whether it prunes everything or internal tables only
 */
public record PruningSchedule(String cron, Duration maxDuration, Duration retention, Extent extent) {

    /** What a schedule prunes ({@code prune_internally_only}). */
    public enum Extent {
        EVERYTHING,
        INTERNALS_ONLY
    }

    public PruningSchedule {
        Objects.requireNonNull(cron, "cron");
        Objects.requireNonNull(maxDuration, "maxDuration");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(extent, "extent");
    }

    /** All of it in a phrase, complete enough to set it by hand. */
    public String words() {
        return "pruning by \"" + cron + "\", at most " + maxDuration + ", retention " + retention
                + (extent == Extent.INTERNALS_ONLY ? ", internal tables only" : "");
    }
}
