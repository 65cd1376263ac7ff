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
import java.util.function.Supplier;

/**
 * A plan with the text that was reviewed. The text is made when it is asked for: of a large plan it is larger than the
 * plan.
 */
public final class SavedPlan {

    private final Plan plan;
    private final String hash;
    private final Supplier<String> text;

    /**
     * @param plan what the text says; of a run that is reached otherwise since, with that access
     * @param hash the hash by which people and the journal name it, lower-case hex
     * @param text gives the canonical text, the same every time
     */
    public SavedPlan(Plan plan, String hash, Supplier<String> text) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.hash = Objects.requireNonNull(hash, "hash");
        this.text = Objects.requireNonNull(text, "text");
    }

    /** What the text says; of a run that is reached otherwise since, with that access. */
    public Plan plan() {
        return plan;
    }

    /** The hash by which people and the journal name it, lower-case hex. */
    public String hash() {
        return hash;
    }

    /** The canonical text, made anew; saved with the run, so that a resume needs nothing else. */
    public String text() {
        return text.get();
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
