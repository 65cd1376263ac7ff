package io.partita.core.apply.step;

import io.partita.core.apply.SignatureRequests;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.KeySignature;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.state.Outcome;
import java.util.Optional;

/** Waits for a signature that is given elsewhere; what is brought counts when it is one of the plan's transaction. */
final class CollectSignatureExecution extends Execution {

    private final Step.CollectSignature step;
    private final PlannedKey key;
    private final TopologyTransaction transaction;

    CollectSignatureExecution(Step.CollectSignature step, StepWork work) {
        super(work);
        this.step = step;
        this.key = work.plan().content().key(step.signer().key());
        this.transaction = work.run().keys().transactions().of(step.content());
    }

    @Override
    Probe probe() {
        return work.record()
                .result(Result.Signed.class)
                .filter(signed -> isOurs(signed.signature()))
                .map(signed -> Probe.done("signed with " + key.name() + ", brought by " + signed.by()))
                .orElseGet(() -> Probe.open("no signature of " + key.name()));
    }

    @Override
    boolean onlyReads() {
        return true;
    }

    @Override
    void act() throws Ended {
        // One that is brought and does not verify was refused before the run began.
        Optional<KeySignature> brought =
                work.options().signatures().stream().filter(this::isOurs).findFirst();
        if (brought.isEmpty()) {
            throw new Ended(new Outcome.Waiting(Outcome.Whom.OPERATOR, wanted(), Optional.empty()));
        }
        work.keep(new Result.Signed(
                brought.get(), work.options().by(), work.run().state().time()));
    }

    private boolean isOurs(KeySignature signature) {
        return signature.isFor(key.key(), transaction)
                && SignatureRequests.isSigned(signature, work.run().keys().keys());
    }

    private Diagnostic wanted() {
        return Diagnostic.note(
                        "signature-wanted", "the owner of the key " + key.name() + " has to sign for " + step.subject())
                .because("transaction " + transaction.hash() + " makes " + Wording.content(step.content())
                        + "; nothing was changed so far, and nothing will be before all signatures are here")
                .fix("Write the request to a file, have it signed where the key is, and bring the signature.")
                .next(NextCommand.exportRequest(), NextCommand.withSignature())
                .about(step.subject());
    }

    @Override
    String verify() {
        return probe().found();
    }

    @Override
    String safeNext() {
        return "Nothing was changed by it. A signature that was brought is in the journal.";
    }
}
