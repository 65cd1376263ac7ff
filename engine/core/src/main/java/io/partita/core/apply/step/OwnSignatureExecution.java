package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import java.util.Optional;

/**
 * A signature with a key that a participant holds. The first one proposes the mapping, unless the same content is
 * proposed already; every other one signs exactly the bytes that were proposed, by the hash of their transaction.
 */
final class OwnSignatureExecution extends SignatureExecution {

    OwnSignatureExecution(Step.Signature step, StepWork work) {
        super(step, work);
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        Optional<HostingProposal> there = guardedProposal();
        if (there.isPresent()) {
            work.here().sign(work.synchronizerHere(), there.get().transactionHash(), key());
        } else {
            work.here()
                    .propose(
                            work.synchronizerHere(),
                            mapping,
                            key(),
                            work.limits().propose());
        }
    }

    /**
     * A key that the participant holds for the party's namespace signs alone. Where the participant has to agree as a
     * host as well, it signs with both keys at once, and finds its own for its namespace by itself.
     */
    private Optional<Fingerprint> key() {
        Optional<Fingerprint> held = ((Signer.AtParticipant) step.signer()).held();
        ParticipantId own = work.plan().participant(step.participant()).id();
        return held.filter(key -> !step.signing().needsConsentOf(own));
    }
}
