package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.Receipt;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.state.StepRecord;
import io.partita.core.store.Recording;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What operators tell each other of their steps of one plan. */
public final class Receipts {

    private Receipts() {}

    /** Those that say nothing that this run may rely on. */
    static List<Diagnostic> unfit(SavedPlan plan, ApplyOptions options) {
        return options.receipts().stream()
                .flatMap(receipt -> unfit(receipt, plan, options).stream())
                .toList();
    }

    private static Optional<Diagnostic> unfit(Receipt receipt, SavedPlan plan, ApplyOptions options) {
        if (!receipt.planHash().equals(plan.hash())) {
            return Optional.of(Diagnostic.refusal(
                            "receipt-of-another-plan",
                            "the receipt of " + receipt.step() + " by " + receipt.by() + " is of another plan")
                    .because("it is of plan " + receipt.planHash() + ", this one is " + plan.hash())
                    .fix("Apply the same plan everywhere, and take only receipts of it."));
        }
        Optional<String> owner =
                plan.plan().step(receipt.step()).flatMap(step -> step.head().operator());
        boolean theirs = owner.equals(Optional.of(receipt.by())) && !owner.equals(options.operator());
        return theirs && options.operator().isPresent() ? Optional.empty() : Optional.of(notTheirs(receipt, owner));
    }

    private static Diagnostic notTheirs(Receipt receipt, Optional<String> owner) {
        return Diagnostic.refusal(
                        "receipt-not-theirs",
                        receipt.by() + " has nothing to say of " + receipt.step() + " in this run")
                .because(owner.map(name -> "it is a step of " + name)
                        .orElse("it is no step of this plan that belongs to an operator"))
                .fix("Take only receipts of other operators, of their own steps, and name yourself with --operator.");
    }

    /**
     * What a run did not know yet. Of several receipts of a step the newest counts; one of a step that is known is
     * taken when it is of another export, because the first file was lost before it was imported.
     */
    static List<JournalEvent> taken(ActiveRun run) {
        Map<StepId, Receipt> newest = new LinkedHashMap<>();
        run.options()
                .receipts()
                .forEach(receipt -> newest.merge(
                        receipt.step(), receipt, (one, other) -> other.at().isAfter(one.at()) ? other : one));
        return newest.values().stream()
                .filter(receipt -> !run.record(receipt.step()).isDone() || isExportedAgain(receipt, run))
                .<JournalEvent>map(receipt -> new JournalEvent.ReceiptTaken(run.id(), receipt))
                .toList();
    }

    private static boolean isExportedAgain(Receipt receipt, ActiveRun run) {
        StepRecord known = run.record(receipt.step());
        boolean another = receipt.results().stream()
                .filter(Result.Exported.class::isInstance)
                .map(Result.Exported.class::cast)
                .anyMatch(exported -> !known.result(Result.Exported.class).equals(Optional.of(exported)));
        return another
                && run.plan()
                        .steps()
                        .filter(Step.ImportAcs.class::isInstance)
                        .map(Step.ImportAcs.class::cast)
                        .filter(step -> step.export().step().equals(receipt.step()))
                        .noneMatch(step -> run.record(step.id()).isDone());
    }

    /**
     * Of the steps of one operator that its newest run of a plan has done, in the order of the plan.
     *
     * @return empty when there is no such run
     */
    public static List<Receipt> of(SavedPlan plan, Recording recording, String operator) {
        return newest(plan, recording)
                .map(run -> of(plan, run, recording, operator))
                .orElse(List.of());
    }

    /** The newest run of a plan; empty when there is none. */
    public static Optional<RunId> newest(SavedPlan plan, Recording recording) {
        return recording.state().runs().stream()
                .filter(run -> run.planHash().equals(plan.hash()))
                .map(RunSummary::id)
                .reduce((former, later) -> later);
    }

    private static List<Receipt> of(SavedPlan plan, RunId run, Recording recording, String operator) {
        RunBook record = new RunBook(run, recording.entries());
        Map<StepId, Instant> ended = new HashMap<>();
        recording
                .entries()
                .forEach(entry -> entry.events().stream()
                        .filter(event -> event.kind() == JournalEvent.Kind.STEP_ENDED)
                        .map(JournalEvent.StepEnded.class::cast)
                        .filter(event -> event.run().equals(run))
                        .forEach(event -> ended.put(event.step(), entry.time())));
        return plan.plan()
                .steps()
                .filter(step -> step.head().operator().equals(Optional.of(operator)))
                .map(Step::id)
                .filter(id -> record.step(id).isDone())
                .map(id -> new Receipt(
                        plan.hash(),
                        id,
                        record.step(id).outcome().map(Receipts::words).orElseThrow(),
                        List.copyOf(record.step(id).results().values()),
                        operator,
                        ended.get(id)))
                .toList();
    }

    private static String words(Outcome outcome) {
        return switch (outcome.kind()) {
            case APPLIED -> ((Outcome.Applied) outcome).what();
            case ALREADY_IN_PLACE -> ((Outcome.AlreadyInPlace) outcome).what();
            case WAITING, REFUSED, FAILED, UNKNOWN -> throw new IllegalArgumentException("not done: " + outcome);
        };
    }
}
