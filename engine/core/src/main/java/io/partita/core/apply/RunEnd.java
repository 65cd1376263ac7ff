package io.partita.core.apply;

import io.partita.core.apply.step.AcsFiles;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a run's process, however it came: pruning is restored, the end is recorded, and what is still open is
 * said.
 *
 * <p>Pruning is restored in every end, also when the exports are not done: a schedule that stays off fills a disk
 * without a warning. A resume suspends it again before the export; the offset that the export needs is only minutes old
 * then, so it is lost only when the pause was longer than the schedule's retention, and the result says that bound.
 */
final class RunEnd {

    private final ActiveRun run;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private Optional<Diagnostic> cause = Optional.empty();

    RunEnd(ActiveRun run) {
        this.run = run;
    }

    RunResult end(boolean complete) {
        restorePruning();
        ExitStatus exit = complete ? completed() : stopped();
        if (complete && run.options().exports() == ApplyOptions.Exports.DELETED) {
            diagnostics.addAll(AcsFiles.delete(run));
        }
        run.write(List.of(new JournalEvent.RunEnded(run.id(), exit)));
        return result(exit);
    }

    /** Without another write: the state folder cannot take one. */
    RunResult broken(Diagnostic why) {
        cause = Optional.of(why);
        return result(ExitStatus.ERROR);
    }

    private RunResult result(ExitStatus exit) {
        Map<StepId, Outcome> outcomes = outcomes();
        List<Diagnostic> all = new ArrayList<>();
        run.announcer().trouble().ifPresent(all::add);
        Instant now = run.ticker().instant();
        for (Interlock lock : run.interlocks()) {
            all.add(OpenInterlocks.describe(lock));
            OpenInterlocks.tooOld(lock, now).ifPresent(all::add);
        }
        all.addAll(diagnostics);
        outcomes.values().forEach(outcome -> outcome.diagnostic().ifPresent(all::add));
        cause.ifPresent(all::add);
        return new RunResult(exit, Optional.of(run.id()), outcomes, all, run.interlocks(), next(exit));
    }

    private ExitStatus completed() {
        boolean changed = run.plan()
                .steps()
                .filter(step -> step.reversal() != Step.Reversal.READS_ONLY)
                .anyMatch(step -> run.record(step.id())
                        .outcome()
                        .filter(outcome -> outcome.kind() == Outcome.Kind.APPLIED)
                        .isPresent());
        return changed ? ExitStatus.DONE : ExitStatus.NOTHING_TO_DO;
    }

    private ExitStatus stopped() {
        List<Outcome> outcomes = List.copyOf(outcomes().values());
        ExitStatus worst = outcomes.stream()
                .flatMap(outcome -> outcome.status().stream())
                .max(Comparator.comparingInt(RunEnd::weight))
                .orElse(ExitStatus.ERROR);
        if (run.stop().isRequested() && worst != ExitStatus.UNKNOWN) {
            cause = Optional.of(Diagnostic.error("run-stopped", "the run was stopped by a person")
                    .because("calls under way were finished or given up safely, and the journal is written")
                    .next(NextCommand.resume()));
            return ExitStatus.ERROR;
        }
        return worst;
    }

    private static int weight(ExitStatus status) {
        return List.of(ExitStatus.WAITING, ExitStatus.STALE, ExitStatus.REFUSED, ExitStatus.ERROR, ExitStatus.UNKNOWN)
                .indexOf(status);
    }

    private Map<StepId, Outcome> outcomes() {
        Map<StepId, Outcome> outcomes = new LinkedHashMap<>();
        run.plan()
                .steps()
                .forEach(step -> run.outcome(step.id()).ifPresent(outcome -> outcomes.put(step.id(), outcome)));
        return outcomes;
    }

    private void restorePruning() {
        for (Interlock lock : run.interlocks()) {
            if (lock.kind() == Interlock.Kind.PRUNING_SUSPENDED && lock.run().equals(run.id())) {
                restore(lock);
            }
        }
    }

    private void restore(Interlock lock) {
        lock.before(Result.Schedule.class).ifPresent(before -> restore(lock, before.schedule()));
    }

    private void restore(Interlock lock, PruningSchedule schedule) {
        new PruningRestoration(run, diagnostics::add)
                .restore(lock, schedule)
                .ifPresentOrElse(diagnostics::add, () -> close(lock, schedule));
    }

    private void close(Interlock lock, PruningSchedule old) {
        run.write(List.of(new JournalEvent.InterlockClosed(lock, run.id())));
        if (exportsAreOpen(lock.participant())) {
            diagnostics.add(Diagnostic.warning(
                            "resume-before-pruning",
                            "pruning runs again on " + lock.participant() + ", and the export is not done")
                    .because("the export needs an offset that is kept for the schedule's retention of "
                            + old.retention())
                    .fix("Resume within that time. The resumed run suspends pruning again before the export.")
                    .about(lock.participant().name()));
        }
    }

    private boolean exportsAreOpen(ParticipantName source) {
        return run.plan()
                .steps()
                .filter(step -> step.kind() == Step.Kind.EXPORT_ACS
                        && step.participant().equals(source))
                .map(Step.ExportAcs.class::cast)
                .filter(export -> run.record(export.begin().step()).isDone())
                .anyMatch(export -> !run.record(export.id()).isDone());
    }

    private List<NextCommand> next(ExitStatus exit) {
        if (exit.isComplete()) {
            // The others still have to hear of it.
            return run.options().operator().map(NextCommand::receiptWrite).stream()
                    .toList();
        }
        NextCommand on = wayOn(exit);
        if (on.equals(NextCommand.plan())) {
            return List.of(on);
        }
        List<NextCommand> next = new ArrayList<>();
        if (Outcome.waitFor(Outcome.Whom.OPERATOR, outcomes().values())) {
            run.options().operator().map(NextCommand::receiptWrite).ifPresent(next::add);
        }
        next.add(on);
        next.add(NextCommand.status());
        return next;
    }

    private NextCommand wayOn(ExitStatus exit) {
        boolean open = !run.interlocks().isEmpty() || run.isInAWindow();
        WayOn way = new WayOn(exit, outcomes().values(), open, named -> new Abandonment(run).isSafe());
        return cause.map(way::next).orElseGet(way::next);
    }
}
