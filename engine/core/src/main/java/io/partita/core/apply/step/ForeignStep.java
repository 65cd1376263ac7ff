package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A step on a participant of another operator: never looked at and never done here, only that operator's word counts.
 */
public final class ForeignStep {

    private final StepWork work;

    public ForeignStep(StepWork work) {
        this.work = work;
    }

    /** @return done, when a receipt says so; otherwise that it is waited for. Durable already */
    public Outcome outcome() {
        if (work.record().isDone()) {
            return work.record().outcome().orElseThrow();
        }
        Outcome waiting = new Outcome.Waiting(Outcome.Whom.OPERATOR, wanted(), Optional.empty());
        work.run()
                .write(List.of(
                        new JournalEvent.StepEnded(work.run().id(), work.step().id(), waiting)));
        return waiting;
    }

    private Diagnostic wanted() {
        String operator = work.step().head().operator().orElse("another operator");
        return Diagnostic.note(
                        "operator-wanted",
                        operator + " has to do " + work.step().id())
                .because("it is a step on " + work.step().participant() + ", which " + operator
                        + " runs, and this run has no receipt of it")
                .fix("Hand your receipts to " + operator + ", let it apply the same plan, and take its receipts.")
                .next(NextCommand.resume().with("--receipts", "FILE"))
                .about(work.step().participant().name());
    }
}
