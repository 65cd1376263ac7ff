package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.util.Optional;

/** A plan that nobody was asked for is never carried out. */
public final class Previews {

    private Previews() {}

    /** Why a plan is not carried out, nor tried; empty when it was made with the network. */
    public static Optional<Diagnostic> refusal(SavedPlan plan) {
        return plan.plan()
                .content()
                .preview()
                .map(preview -> Diagnostic.refusal("plan-is-a-preview", "a preview is not applied")
                        .because("the plan was made from a snapshot of " + preview.recorded()
                                + ", and no participant was asked for it")
                        .fix("Nothing was done. Plan again with the network, and review that plan.")
                        .next(NextCommand.plan().with("-o", "plan.json")));
    }
}
