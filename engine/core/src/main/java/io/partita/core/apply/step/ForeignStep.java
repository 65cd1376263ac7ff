package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.util.List;
import java.util.Optional;

/** A step on a participant of another operator: it is looked at, never done. */
public final class ForeignStep {

    private final StepWork work;

    public ForeignStep(StepWork work) {
        this.work = work;
    }

    /** @return what it came to; durable, and written once only */
    public Outcome outcome() throws Stopped {
        if (work.record().isDone()) {
            return work.record().outcome().orElseThrow();
        }
        Outcome outcome = look();
        work.run()
                .write(List.of(
                        new JournalEvent.StepEnded(work.run().id(), work.step().id(), outcome)));
        return outcome;
    }

    private Outcome look() throws Stopped {
        try {
            Probe probe = Executions.of(work).probe();
            return probe.isDone()
                    ? new Outcome.AlreadyInPlace(probe.found())
                    : waiting(probe.found(), Optional.empty());
        } catch (Ended e) {
            return waiting(e.outcome().toString(), Optional.empty());
        } catch (CallFailed e) {
            return waiting(e.failure().toString(), Optional.of(e.failure().answered()));
        }
    }

    private Outcome waiting(String found, Optional<Answered> answered) {
        String operator = work.step().head().operator().orElse("another operator");
        Diagnostic wanted = Diagnostic.note(
                        "operator-wanted",
                        operator + " has to do " + work.step().id())
                .because("it is a step on " + work.step().participant() + ", which " + operator + " runs; found: "
                        + found)
                .fix("Let " + operator + " apply the same plan, then resume.")
                .next(NextCommand.resume())
                .about(work.step().participant().name());
        return new Outcome.Waiting(
                Outcome.Whom.OPERATOR, answered.map(wanted::answering).orElse(wanted), Optional.empty());
    }
}
