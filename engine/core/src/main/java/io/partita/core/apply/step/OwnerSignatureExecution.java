package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.state.Outcome;
import java.util.Optional;

/**
 * A signature with a key that nobody of the plan reaches. Its owner is told what to sign, and only while it may be
 * signed; what the topology shows decides whether it was.
 */
final class OwnerSignatureExecution extends SignatureExecution {

    OwnerSignatureExecution(Step.Signature step, StepWork work) {
        super(step, work);
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        HostingProposal proposal = awaitProposal();
        requireNow();
        if (!isSigned()) {
            throw new Ended(new Outcome.Waiting(Outcome.Whom.OPERATOR, wanted(proposal), Optional.empty()));
        }
    }

    private Diagnostic wanted(HostingProposal proposal) {
        String owner = step.signer().namespace().toString();
        return Diagnostic.note(
                        "owner-signature-wanted",
                        "an owner of the namespace of " + step.name() + " has to sign its hosting: " + owner)
                .because("transaction " + proposal.transactionHash() + " makes " + Wording.mapping(Optional.of(mapping))
                        + ", and is signed so far by "
                        + Wording.some(proposal.signedBy().stream()
                                .map(Fingerprint::abbreviated)
                                .toList())
                        + "; no participant of this plan holds that owner's key")
                .fix(
                        "Let the owner sign that very transaction on its own node, by its hash: Authorize with transaction hash "
                                + proposal.transactionHash()
                                + " of Canton's topology administration, or topology.transactions.authorize in its console. Then resume.")
                .next(NextCommand.resume())
                .about(step.name());
    }
}
