package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.SignedTransaction;

/** A signature of a party's hosting with a key that no participant holds. */
final class KeySignatureExecution extends SignatureExecution {

    private final KeySigner signer;

    KeySignatureExecution(Step.Signature step, StepWork work) {
        super(step, work);
        this.signer = new KeySigner((Signer.WithKey) step.signer(), step.name(), mapping, step.collected(), work);
    }

    /** A key may be slow: a person confirms on a device. So the guards are asked once more between it and the call. */
    @Override
    void act() throws CallFailed, Ended, Stopped {
        SignedTransaction signed = signer.sign(proposalToSign().map(HostingProposal::transactionHash));
        requireNow();
        work.here().submit(work.synchronizerHere(), signed);
    }
}
