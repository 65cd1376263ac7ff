package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Where the ledger of an isolated target ended when something was done to its contracts. Nothing moves the end of a
 * participant that is away but what is done there, and only a backup that is restored moves it back: then what was done
 * after that backup is not there any more.
 */
final class TargetEnd {

    private TargetEnd() {}

    /** Notes it for the step that is at work. */
    static void keep(StepWork work) throws CallFailed {
        work.keep(
                new Result.LedgerEnd(work.here().ledgerEnd(), work.run().state().time()));
    }

    /** Whether what a step did, and noted, is not there any more; false once the target's window is closed. */
    static boolean isUndone(StepId step, ParticipantName target, StepWork work) throws CallFailed {
        return !undone(List.of(step), target, work).isEmpty();
    }

    /** Those of some steps that are done, and whose work is not there any more. The end is read once. */
    static List<StepId> undone(List<StepId> steps, ParticipantName target, StepWork work) throws CallFailed {
        List<StepId> noted = steps.stream()
                .filter(step -> work.record(step).isDone() && noted(step, work).isPresent())
                .toList();
        boolean away =
                work.open(Interlock.Kind.ISOLATION, work.run().idOf(target)).isPresent();
        if (noted.isEmpty() || !away) {
            return List.of();
        }
        long end = work.at(target).ledgerEnd();
        return noted.stream()
                .filter(step -> end < noted(step, work).orElseThrow().offset())
                .toList();
    }

    /** What a step noted; empty when it has not, or an older version did it. */
    static Optional<Result.LedgerEnd> noted(StepId step, StepWork work) {
        return work.record(step).result(Result.LedgerEnd.class);
    }

    /** The imports of a target's window that are done; none when it has no window. */
    static List<StepId> imports(ParticipantName target, StepWork work) {
        return work.plan()
                .step(StepId.of(Step.Kind.RECONNECT, target))
                .map(Step.Reconnect.class::cast)
                .map(reconnect -> reconnect.imports().stream()
                        .filter(each -> work.record(each).isDone())
                        .toList())
                .orElse(List.of());
    }

    /** Imports that were done count as not done from here on, durably: each is looked at again before it counts. */
    static void giveUp(List<StepId> imports, StepWork work) {
        ParticipantName target = work.step().participant();
        List<JournalEvent> events = imports.stream()
                .<JournalEvent>map(each -> new JournalEvent.StepEnded(
                        work.run().id(), each, new Outcome.Refused(said(target, List.of(each)), Optional.empty())))
                .toList();
        if (!events.isEmpty()) {
            work.run().write(events);
        }
    }

    /** What a target may lack that had it once. */
    static Diagnostic said(ParticipantName target, List<StepId> imports) {
        return Diagnostic.error(
                        "imports-undone",
                        target + " must stay disconnected: what was imported into it may not be there any more")
                .because("a backup of it was restored, or it was connected meanwhile, after "
                        + Wording.some(imports.stream().map(StepId::id).toList()))
                .fix("Resume, which compares, and imports again what is not there.")
                .next(NextCommand.resume())
                .about(target.name());
    }
}
