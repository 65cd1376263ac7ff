package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import java.util.List;
import java.util.Optional;

/**
 * An empty schedule only counts as suspended when the journal holds the old one. The end of a run restores pruning
 * whatever happened, so a resumed run that still has to export suspends it again.
 */
final class SuspendPruningExecution extends Execution {

    private final Step.SuspendPruning step;

    SuspendPruningExecution(Step.SuspendPruning step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    boolean stillHolds() {
        return suspended().isPresent() || isRestored() || exportsAreDone();
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<PruningSchedule> found = work.here().pruningSchedule();
        if (found.isPresent()) {
            return Probe.open(Wording.schedule(found));
        }
        return suspended().isPresent()
                ? Probe.done("no schedule, the old one is in the journal")
                : Probe.open("no schedule");
    }

    @Override
    Intent intent() throws CallFailed {
        Optional<Result> before =
                Optional.of(new Result.Schedule(work.here().pruningSchedule().orElse(step.schedule())));
        return new Intent(before, List.of(work.interlock(Interlock.Kind.PRUNING_SUSPENDED, Optional.empty(), before)));
    }

    @Override
    void act() throws CallFailed {
        reopen();
        work.here().clearPruningSchedule();
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> cleared =
                work.poll("until pruning is off", work.limits().effective(), () -> probe().done());
        return cleared.orElseThrow(() -> work.failed(Diagnostic.error(
                        "pruning-not-suspended", "the pruning schedule of " + step.participant() + " is still set")
                .because("it was cleared, but reading shows a schedule")
                .fix("Find out what sets it again, then resume.")
                .next(NextCommand.resume())
                .about(step.participant().name())));
    }

    /** On a resume the intent is old and its interlock closed: what is cleared now has to be durable first, again. */
    private void reopen() throws CallFailed {
        if (suspended().isEmpty()) {
            work.run()
                    .write(List.of(
                            new JournalEvent.InterlockOpened(intent().opens().get(0))));
        }
    }

    private Optional<Interlock> suspended() {
        return work.open(Interlock.Kind.PRUNING_SUSPENDED);
    }

    /** A plan with several rounds of windows suspends and restores in each. */
    private boolean isRestored() {
        return work.record(step.restoration()).isDone();
    }

    private boolean exportsAreDone() {
        return step.exports().stream().allMatch(export -> work.record(export).isDone());
    }

    @Override
    String safeNext() {
        return "It may be repeated; the schedule of before is in the journal and is set again at the end of the run.";
    }
}
