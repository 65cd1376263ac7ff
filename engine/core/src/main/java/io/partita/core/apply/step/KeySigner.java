package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Multihash;
import io.partita.core.model.KeySignature;
import io.partita.core.model.TopologyContent;
import io.partita.core.model.TopologyTransaction;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Ref;
import io.partita.core.plan.Result;
import io.partita.core.plan.Signer;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.SignedTransaction;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Signs one mapping with a key that no participant holds. What is signed is written here from the plan and never taken
 * from a participant; where others have signed already, they have to have signed the same bytes.
 */
final class KeySigner {

    private final PlannedKey key;
    private final String subject;
    private final TopologyTransaction transaction;
    private final Optional<Ref<Result.Signed>> collected;
    private final StepWork work;

    /**
     * @param subject what people call what is signed
     * @param collected the signature that was given elsewhere; empty where partita gets it by itself
     */
    KeySigner(
            Signer.WithKey signer,
            String subject,
            TopologyContent content,
            Optional<Ref<Result.Signed>> collected,
            StepWork work) {
        this.key = work.plan().content().key(signer.key());
        this.subject = subject;
        this.transaction = work.run().keys().transactions().of(content);
        this.collected = collected;
        this.work = work;
    }

    /** @param proposed hash of the transaction that others have signed; empty when there is none yet */
    SignedTransaction sign(Optional<String> proposed) throws Ended, Stopped {
        if (proposed.isPresent()) {
            requireSameBytes(proposed.get(), transaction, subject, work);
        }
        return new SignedTransaction(transaction, collected.isPresent() ? collected() : signed());
    }

    /** What others have signed has to be what a key signs here: two transactions of one content never meet. */
    static void requireSameBytes(String proposed, TopologyTransaction own, String subject, StepWork work) throws Ended {
        if (!proposed.equals(own.hash())) {
            throw work.failed(Diagnostic.error(
                            "other-transaction", "the proposal for " + subject + " is not what this plan signs")
                    .because("its transaction is " + proposed + ", and the same mapping written here is " + own.hash()
                            + ": " + work.step().participant()
                            + " writes transactions in a form that this release of partita does not know")
                    .fix("Sign with the tools of that release, or use a release of partita that knows it.")
                    .about(subject));
        }
    }

    private KeySignature signed() throws Ended, Stopped {
        String hash = transaction.hash();
        try {
            byte[] signature = work.<byte[], KeyFailed>interruptible(
                    "until the key " + key.name() + " signs",
                    () -> work.run().keys().keys().sign(key.key(), key.source(), Multihash.bytes(hash)));
            return new KeySignature(key.key(), List.of(hash), HexFormat.of().formatHex(signature));
        } catch (KeyFailed e) {
            throw work.failed(KeyTrouble.of(key.name(), e).next(NextCommand.replacingAccess()));
        }
    }

    private KeySignature collected() throws Ended {
        return work.result(collected.orElseThrow())
                .map(Result.Signed::signature)
                .filter(signature -> signature.transactions().contains(transaction.hash()))
                .orElseThrow(() -> work.refused(Diagnostic.error(
                                "signature-not-collected", "the signature of " + key.name() + " is not in the journal")
                        .because(collected.get().step() + " has to come first")
                        .next(NextCommand.resume())));
    }
}
