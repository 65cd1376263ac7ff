package io.partita.core.apply;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanAccess;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.PlanLaws;
import java.util.List;
import java.util.Objects;

/**
 * A plan with the text that was reviewed.
 *
 * @param plan what the text says; of a run that is reached otherwise since, with that access
 * @param hash the hash by which people and the journal name it, lower-case hex
 * @param text the canonical text; saved with the run, so that a resume needs nothing else
 */
public record SavedPlan(Plan plan, String hash, String text) {
    public SavedPlan {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(text, "text");
    }

    /**
     * The same plan under the same hash, reached in another way.
     *
     * @return failed when that breaks a law of plans: two participants would share an endpoint, or a target would have
     *     no backup
     */
    public Checked<SavedPlan> reachedBy(PlanAccess access) {
        PlanContent content = plan.content().reachedBy(access);
        List<Diagnostic> breaches = PlanLaws.breaches(content).stream()
                .map(breach -> Diagnostic.refusal("access-illegal", breach.what())
                        .because(breach.why())
                        .fix("Correct it where the access is declared, then resume with --access again.")
                        .next(NextCommand.replacingAccess()))
                .toList();
        return breaches.isEmpty() ? Checked.of(new SavedPlan(new Plan(content), hash, text)) : Checked.failed(breaches);
    }
}
