package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/** What reading says of one step that was not done: how much of it could be looked at, and never more than that. */
public final class StepForecast {

    private final StepWork work;
    private final Step step;
    private final Execution execution;

    public StepForecast(StepWork work) {
        this.work = work;
        this.step = work.step();
        this.execution = Executions.of(work);
    }

    /** @param against takes what speaks against the step */
    public Forecast of(Consumer<Diagnostic> against) {
        if (work.record().isDone()) {
            return new Forecast(
                    step,
                    Verdict.IN_PLACE,
                    Coverage.PROBED_AND_FACTS_READ,
                    "done by run " + work.run().id());
        }
        ForeseenWait waits =
                new ForeseenWait(work.plan(), work.options(), work.run().keys().transactions());
        Optional<String> wait = waits.of(step);
        if (!work.run().reaches(step.participant())) {
            return wait.map(phrase -> waiting(waits, phrase, Coverage.DEPENDS_ON_EARLIER_STEPS, against))
                    .orElseGet(() -> new Forecast(
                            step,
                            Verdict.WOULD_APPLY,
                            Coverage.DEPENDS_ON_EARLIER_STEPS,
                            "a step of another operator"));
        }
        try {
            Forecast read = read(against);
            return wait.filter(phrase -> read.verdict() == Verdict.WOULD_APPLY)
                    .map(phrase -> waiting(waits, phrase, read.coverage(), against))
                    .orElse(read);
        } catch (AnotherParticipant e) {
            Outcome another = StepFailure.another(e, execution);
            against.accept(another.diagnostic().orElseThrow());
            return new Forecast(
                    step, Verdict.STALE, Coverage.FACTS_READ, e.failure().toString());
        } catch (CallFailed e) {
            Optional<MovedFact> upgraded = Upgrade.behind(e.failure(), work);
            if (upgraded.isPresent()) {
                against.accept(new StepFacts(work, execution).stale(upgraded.get()));
                return new Forecast(
                        step, Verdict.STALE, Coverage.FACTS_READ, upgraded.get().found());
            }
            against.accept(StepFailure.of(e.failure(), execution, StepFailure.Reach.UNTOUCHED));
            return new Forecast(
                    step, Verdict.UNREADABLE, Coverage.FACTS_READ, e.failure().toString());
        } catch (Ended e) {
            return ended(e, against);
        } catch (Stopped e) {
            return new Forecast(step, Verdict.UNREADABLE, Coverage.FACTS_READ, "stopped");
        }
    }

    private Forecast waiting(ForeseenWait waits, String phrase, Coverage coverage, Consumer<Diagnostic> against) {
        against.accept(waits.note(step, phrase));
        return new Forecast(step, Verdict.WOULD_WAIT, coverage, phrase);
    }

    private Forecast read(Consumer<Diagnostic> against) throws CallFailed, Ended, Stopped {
        Coverage coverage = execution.coverage();
        Probe probe = execution.probe();
        if (probe.isDone()) {
            return new Forecast(step, Verdict.IN_PLACE, coverage, probe.found());
        }
        StepFacts facts = new StepFacts(work, execution);
        Optional<MovedFact> moved = facts.firstMoved(fact -> PlanFacts.before(work.plan(), fact));
        if (moved.isPresent()) {
            against.accept(facts.stale(moved.get()));
            return new Forecast(
                    step,
                    Verdict.STALE,
                    Coverage.PROBED_AND_FACTS_READ,
                    moved.get().found());
        }
        String found = step.kind() == Step.Kind.CHECK_READY ? execution.verify() : probe.found();
        return new Forecast(step, Verdict.WOULD_APPLY, covered(coverage), found);
    }

    private Coverage covered(Coverage coverage) {
        boolean facts = !step.head().facts().isEmpty();
        return coverage == Coverage.DEPENDS_ON_EARLIER_STEPS && facts ? Coverage.FACTS_READ : coverage;
    }

    private Forecast ended(Ended end, Consumer<Diagnostic> against) {
        Diagnostic diagnostic = end.outcome().diagnostic().orElseThrow();
        Verdict verdict = step.kind() == Step.Kind.CHECK_READY ? Verdict.REFUSED : Verdict.WOULD_APPLY;
        if (verdict == Verdict.REFUSED) {
            against.accept(diagnostic);
        }
        return new Forecast(step, verdict, Coverage.DEPENDS_ON_EARLIER_STEPS, diagnostic.summary());
    }
}
