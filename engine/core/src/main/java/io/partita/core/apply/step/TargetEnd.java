package io.partita.core.apply.step;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallFailed;
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
        Optional<Result.LedgerEnd> noted = work.record(step).result(Result.LedgerEnd.class);
        return noted.isPresent() && work.at(target).ledgerEnd() < noted.get().offset();
    }
}
