package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;

/** Signs exactly the bytes that were proposed, by the hash of their transaction. */
final class SignExecution extends SignatureExecution {

    SignExecution(Step.Sign step, StepWork work) {
        super(step, work);
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        HostingProposal proposal = awaitProposal();
        requireNow();
        work.here().sign(work.synchronizer(), proposal.transactionHash());
    }
}
