package io.partita.core.apply.step;

import io.partita.core.apply.ApplyOptions;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Step;
import io.partita.core.provider.Transactions;
import java.util.Objects;
import java.util.Optional;

/** Where a run that comes so far waits for somebody whatever the participants say: the plan and its options tell it. */
final class ForeseenWait {

    private final Plan plan;
    private final ApplyOptions options;
    private final Transactions transactions;

    ForeseenWait(Plan plan, ApplyOptions options, Transactions transactions) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.options = Objects.requireNonNull(options, "options");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
    }

    /** What is waited for, a phrase; empty when the step is not known to wait. */
    Optional<String> of(Step step) {
        if (isForeign(step)) {
            return isReceived(step) ? Optional.empty() : Optional.of("a step of another operator, without a receipt");
        }
        if (step instanceof Step.BackUp backUp) {
            return backUp.backup()
                    .match(
                            none -> Optional.empty(),
                            manual -> Optional.of("a person makes the backup then, and says so"),
                            command -> Optional.empty());
        }
        return step instanceof Step.CollectSignature collected ? signature(collected) : Optional.empty();
    }

    /** What is said of a step that a run waits at. */
    Diagnostic note(Step step, String phrase) {
        return Diagnostic.note("run-would-wait", "the run would wait at " + step.id())
                .because(phrase)
                .fix("Nothing has to be done for it now. The run stops there and prints what leads on.")
                .about(step.participant().name());
    }

    private boolean isForeign(Step step) {
        return !plan.participant(step.participant()).isReachedBy(options.operator());
    }

    private boolean isReceived(Step step) {
        return options.receipts().stream().anyMatch(receipt -> receipt.step().equals(step.id()));
    }

    private Optional<String> signature(Step.CollectSignature step) {
        PlannedKey key = plan.content().key(step.signer().key());
        boolean brought = options.signatures().stream()
                .anyMatch(signature -> signature.isFor(key.key(), transactions.of(step.content())));
        return brought
                ? Optional.empty()
                : Optional.of("the owner of the key " + key.name() + " signs for " + step.subject() + " elsewhere");
    }
}
