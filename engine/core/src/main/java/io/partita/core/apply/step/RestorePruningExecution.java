package io.partita.core.apply.step;

import io.partita.core.apply.OpenInterlocks;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Optional;

/**
 * Sets what the journal says was switched off. Without an open interlock nothing was, or the end of an earlier run has
 * restored it: then a schedule is left as it is.
 */
final class RestorePruningExecution extends Execution {

    private final Step.RestorePruning step;
    private Optional<Interlock> restored = Optional.empty();
    private Optional<PruningSchedule> ofSomebody = Optional.empty();
    private boolean acted;

    RestorePruningExecution(Step.RestorePruning step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    Probe probe() throws CallFailed {
        if (suspended().isEmpty()) {
            return Probe.done("nothing is suspended");
        }
        Optional<PruningSchedule> found = work.here().pruningSchedule();
        if (found.equals(Optional.of(schedule()))) {
            restored = suspended();
            return Probe.done(Wording.schedule(found));
        }
        if (found.isPresent() && !acted) {
            restored = suspended();
            ofSomebody = found;
            return Probe.done(Wording.schedule(found) + ", set by somebody else meanwhile");
        }
        return Probe.open(Wording.schedule(found));
    }

    @Override
    String safeNext() {
        return "It may be repeated; until then " + step.participant() + " does not prune by itself.";
    }

    @Override
    void found() {
        ofSomebody.ifPresent(
                found -> work.noticed(OpenInterlocks.scheduleOfSomebody(step.participant(), found, schedule())));
    }

    @Override
    void act() throws CallFailed {
        acted = true;
        work.here().setPruningSchedule(schedule());
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> back =
                work.poll("until pruning is on again", work.limits().effective(), () -> probe().done());
        return back.orElseThrow(() -> work.failed(Diagnostic.error(
                        "pruning-not-restored", "the pruning schedule of " + step.participant() + " is not as before")
                .because("expected " + Wording.schedule(Optional.of(schedule())))
                .fix("Resume. Or set it by hand.")
                .next(NextCommand.resume())
                .about(step.participant().name())));
    }

    @Override
    List<Interlock> closes() {
        return restored.map(List::of).orElse(List.of());
    }

    private PruningSchedule schedule() {
        return suspended()
                .flatMap(lock -> lock.before(Result.Schedule.class))
                .map(Result.Schedule::schedule)
                .orElse(step.schedule());
    }

    private Optional<Interlock> suspended() {
        return work.open(Interlock.Kind.PRUNING_SUSPENDED);
    }
}
