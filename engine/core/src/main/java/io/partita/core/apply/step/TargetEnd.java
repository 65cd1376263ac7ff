package io.partita.core.apply.step;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
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

    /** Whether what a step did, and noted, is not there any more; false where it noted nothing. */
    static boolean isBefore(StepId step, ParticipantName target, StepWork work) throws CallFailed {
        return !undone(List.of(step), target, work).isEmpty();
    }

    /** Those of some steps that are done, and whose work is not there any more. The end is read once. */
    static List<StepId> undone(List<StepId> steps, ParticipantName target, StepWork work) throws CallFailed {
        List<StepId> noted = steps.stream()
                .filter(step -> work.record(step).isDone() && noted(step, work).isPresent())
                .toList();
        if (noted.isEmpty()) {
            return List.of();
        }
        long end = work.at(target).ledgerEnd();
        return noted.stream()
                .filter(step -> end < noted(step, work).orElseThrow().offset())
                .toList();
    }

    static Optional<Result.LedgerEnd> noted(StepId step, StepWork work) {
        return work.record(step).result(Result.LedgerEnd.class);
    }
}
