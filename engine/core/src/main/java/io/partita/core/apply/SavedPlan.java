package io.partita.core.apply;

import io.partita.core.plan.Plan;
import java.util.Objects;

/**
 * A plan with the text that was reviewed.
 *
 * @param plan what the text says
 * @param hash the hash by which people and the journal name it, lower-case hex
 * @param text the canonical text; saved with the run, so that a resume needs nothing else
 */
public record SavedPlan(Plan plan, String hash, String text) {
    public SavedPlan {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(text, "text");
    }
}
