package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Multihash;
import io.partita.core.model.KeySignature;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Keys;
import io.partita.core.provider.Transactions;
import io.partita.core.state.RunBook;
import io.partita.core.state.SignatureRequest;
import io.partita.core.state.SignatureRequest.Wanted;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What owners of keys are asked to sign elsewhere, and what of their answers fits. */
public final class SignatureRequests {

    private SignatureRequests() {}

    /**
     * What a run still waits for.
     *
     * @param run empty for a plan that nobody has begun to apply
     * @return empty when nothing is wanted
     */
    public static Optional<SignatureRequest> of(SavedPlan plan, Optional<RunBook> run, Transactions transactions) {
        List<Wanted> wanted = collections(plan)
                .filter(step -> run.flatMap(known -> known.step(step.id()).result(Result.Signed.class))
                        .isEmpty())
                .map(step -> wanted(plan, step, transactions))
                .toList();
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(new SignatureRequest(plan.hash(), plan.plan().synchronizer(), wanted));
    }

    private static Wanted wanted(SavedPlan plan, Step.CollectSignature step, Transactions transactions) {
        PlannedKey key = plan.plan().content().key(step.signer().key());
        return new Wanted(key.name(), key.key(), step.subject(), transactions.of(step.content()));
    }

    private static Stream<Step.CollectSignature> collections(SavedPlan plan) {
        return plan.plan()
                .steps()
                .filter(Step.CollectSignature.class::isInstance)
                .map(Step.CollectSignature.class::cast);
    }

    /**
     * Signatures that nothing in the plan waits for, and those that do not verify: taken in silence they would leave a
     * person waiting.
     */
    static List<Diagnostic> unfit(SavedPlan plan, ApplyOptions options, KeySigning keys) {
        if (options.signatures().isEmpty()) {
            return List.of();
        }
        List<Wanted> all = collections(plan)
                .map(step -> wanted(plan, step, keys.transactions()))
                .toList();
        return options.signatures().stream()
                .flatMap(signature -> unfit(signature, all, keys.keys()).stream())
                .toList();
    }

    private static Optional<Diagnostic> unfit(KeySignature signature, List<Wanted> all, Keys keys) {
        Optional<Wanted> answered = all.stream()
                .filter(wanted -> signature.isFor(wanted.signingKey(), wanted.transaction()))
                .findFirst();
        return answered.isEmpty()
                ? Optional.of(notWanted(signature, all))
                : answered.filter(wanted -> !isSigned(signature, keys)).map(SignatureRequests::invalid);
    }

    /** Whether it verifies with the public key that it names. */
    public static boolean isSigned(KeySignature signature, Keys keys) {
        return keys.isSignature(
                signature.key(),
                Multihash.bytes(signature.signed()),
                HexFormat.of().parseHex(signature.hex()));
    }

    private static Diagnostic invalid(Wanted wanted) {
        return Diagnostic.refusal("signature-invalid", "what was brought is no signature of the key " + wanted.key())
                .because("it does not verify with the public key "
                        + wanted.signingKey().fingerprint() + " for transaction "
                        + wanted.transaction().hash() + ": it was damaged on the way, or made with another key")
                .fix("Have the request signed again, and bring the new signature.")
                .next(NextCommand.exportRequest(), NextCommand.withSignature())
                .about(wanted.subject());
    }

    private static Diagnostic notWanted(KeySignature signature, List<Wanted> all) {
        boolean known = all.stream().anyMatch(wanted -> wanted.signingKey().equals(signature.key()));
        return Diagnostic.refusal(
                        "signature-not-wanted",
                        "the plan waits for no signature of "
                                + String.join(", ", signature.transactions()) + " with the key "
                                + signature.key().fingerprint())
                .because(
                        known
                                ? "it waits for this key's signature of another transaction: the request was that of another"
                                        + " plan"
                                : "it waits for no signature with this key")
                .fix("Write the request of this plan again, and have that signed.");
    }
}
