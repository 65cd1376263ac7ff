package io.partita.core.apply.step;

import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import java.util.Optional;

/**
 * Proposes the mapping with the first signature. A proposal of the same content that is there already is signed
 * instead.
 */
final class ProposeExecution extends SignatureExecution {

    ProposeExecution(Step.Propose step, StepWork work) {
        super(step, work);
    }

    @Override
    void act() throws CallFailed, Ended {
        Optional<HostingProposal> there = proposal(step.participant());
        requireNow();
        if (there.isPresent()) {
            work.here().sign(work.synchronizer(), there.get().transactionHash());
        } else {
            work.here().propose(work.synchronizer(), mapping, work.limits().propose());
        }
    }
}
