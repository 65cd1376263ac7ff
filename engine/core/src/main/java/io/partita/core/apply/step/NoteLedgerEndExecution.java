package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes durable from where the activation is searched. When the party is active on the target already, an offset from
 * before that is found in the history (procedure 4.4).
 */
final class NoteLedgerEndExecution extends ReadingExecution {

    private final Step.NoteLedgerEnd step;

    NoteLedgerEndExecution(Step.NoteLedgerEnd step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    Probe probe() {
        return work.record()
                .result(Result.LedgerEnd.class)
                .map(end -> Probe.done("offset " + end.offset()))
                .orElseGet(() -> Probe.open("not noted"));
    }

    @Override
    void act() throws CallFailed, Ended {
        ParticipantId target = work.run().idOf(step.target());
        boolean active = work.here()
                .hosting(work.synchronizerHere(), step.partyId())
                .map(HostingState::mapping)
                .flatMap(mapping -> mapping.host(target))
                .isPresent();
        long offset = active ? beforeActivation(target) : work.here().ledgerEnd();
        if (offset < 1) {
            throw work.failed(
                    Diagnostic.error("ledger-empty", step.participant() + " has no offset from before the activation")
                            .because("an export needs an offset greater than 0 to search from; found " + offset)
                            .fix("Run any transaction on " + step.participant() + ", a ping for example, then resume.")
                            .next(NextCommand.resume())
                            .about(step.participant().name()));
        }
        work.keep(new Result.LedgerEnd(offset, work.run().state().time()));
    }

    @Override
    String verify() {
        return probe().found();
    }

    private long beforeActivation(ParticipantId target) throws CallFailed, Ended {
        if (work.plan().change(step.partyId()).filter(PartyChange::isOfMissed).isPresent()) {
            OptionalLong found =
                    new MissedReading(work, step.target(), step.partyId(), step.participant()).activation();
            return found.isPresent() ? found.getAsLong() - 1 : 0;
        }
        List<Activation> all = work.here()
                .activations(
                        step.partyId(),
                        work.logicalSynchronizer(),
                        target,
                        work.here().prunedUpTo(),
                        work.here().ledgerEnd());
        return Activation.last(all).map(activation -> activation.offset() - 1).orElse(0L);
    }
}
