package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import java.util.Optional;

/** Why a step is in the plan, from what it does. */
final class Reasons {

    private Reasons() {}

    /** @param party what its party is called; empty for a step about a participant as a whole */
    static String of(Step step, String party) {
        ParticipantName here = step.participant();
        return switch (step.kind()) {
            case CHECK_READY ->
                here + " takes part, and what can be known before the first change is checked before it";
            case VET_PACKAGES -> here + " will host parties whose packages it has not vetted";
            case SUSPEND_PRUNING -> here + " has to keep the offsets that the export starts from";
            case PROPOSE, SIGN -> signature((Step.Signature) step, party);
            case AWAIT_EFFECTIVE -> "what follows rests on the hosting being effective";
            case ISOLATE ->
                ((Step.Isolate) step).window().foundAway().isEmpty()
                        ? here + " must not be connected between the activation and the completed import"
                        : "somebody disconnected " + here
                                + ", and it must not be connected before the completed import";
            case NOTE_LEDGER_END ->
                ((Step.NoteLedgerEnd) step).signing().isolated().isEmpty()
                        ? "a repair would need the offset before the activation of " + party
                        : "the export looks for the activation after this offset";
            case EXPORT_ACS ->
                ((Step.ExportAcs) step).target() + " needs every contract that " + party + " had at its activation";
            case RESTORE_PRUNING -> "the schedule of " + here + " was only suspended for the export";
            case BACK_UP -> "an import cannot be taken back other than from a backup";
            case PURGE_CONTRACTS ->
                here + " hosted " + party + " before, and what it kept of then would stay active on it for ever";
            case IMPORT_ACS -> here + " has to know the contracts of " + party + " before it sees the next transaction";
            case RECONNECT -> "every import is verified, so " + here + " can take up the stream again";
            case RESTORE_AUTO_CONNECT -> here + " connected by itself at start before the window";
            case CLEAR_ONBOARDING -> "until the flag is gone " + here + " can neither confirm nor submit for " + party;
            case CHECK_UNUSED -> "the new hosts get no contracts, so " + party + " must still be unused";
            case CONFIRM_UNUSED -> "a contract created just before the activation would be missing on the new hosts";
            case COLLECT_SIGNATURE -> {
                Step.CollectSignature collected = (Step.CollectSignature) step;
                yield "the key " + collected.signer().key() + " is kept elsewhere, and "
                        + (party.isEmpty() ? collected.subject() : "the hosting of " + party)
                        + " counts only with its signature";
            }
            case INTRODUCE_KEY -> introduction((Step.IntroduceKey) step);
            case FOUND_NAMESPACE ->
                signer(((Step.FoundNamespace) step).signer())
                        + " owns a part of the namespace, and every owner founds it";
            case AWAIT_NAMESPACE -> "parties can be created only in a namespace that is defined";
            case VERIFY_HOSTING -> "every host has to see the hosting that is declared";
            case VERIFY_CONTRACTS ->
                here + " and " + ((Step.VerifyContracts) step).source() + " have to agree on every contract of "
                        + party;
        };
    }

    private static String introduction(Step.IntroduceKey step) {
        return switch (step.signer().kind()) {
            case PARTICIPANT ->
                "a party in a namespace of its own needs the key of that namespace in the topology, and "
                        + step.participant() + " holds it";
            case KEY, OUTSIDE ->
                "an owner of a namespace has to be known to the topology, and " + signer(step.signer()) + " is not";
        };
    }

    private static String signature(Step.Signature step, String party) {
        String signer = signer(step.signer());
        if (step.completes()
                && step.signer() instanceof Signer.AtParticipant at
                && at.held().isPresent()) {
            return at.name() + " holds the key " + at.held().get().abbreviated() + " of the namespace of " + party
                    + " and signs last: the mapping becomes effective with its signature";
        }
        if (step.completes()) {
            return signer + " signs for the namespace of " + party
                    + " last: the mapping becomes effective with its signature";
        }
        Optional<String> asHost = step.signer().participant().flatMap(name -> asHost(step, name, party));
        boolean alone = step.signing()
                .mapping()
                .party()
                .namespace()
                .equals(step.signer().namespace());
        String asOwner = alone
                ? signer + " signs for the namespace of " + party
                : signer + " owns a part of the namespace of " + party;
        return asHost.orElse(asOwner);
    }

    /** What a participant agrees to as a host; empty when the change gives it nothing to agree to. */
    private static Optional<String> asHost(Step.Signature step, ParticipantName name, String party) {
        if (step.signing().isolated().contains(name)
                || step.signing().unflagged().contains(name)) {
            return Optional.of(name + " has to agree to host " + party);
        }
        Optional<HostingMapping.Host> host = step.signing().mapping().hosts().stream()
                .filter(each -> each.participant()
                        .uid()
                        .namespace()
                        .equals(step.signer().namespace()))
                .findFirst();
        return host.flatMap(now -> step.signing()
                .before()
                .flatMap(before -> before.host(now.participant()))
                .map(was -> Optional.of(name + " has to agree to a higher permission for " + party)
                        .filter(text -> now.permission().compareTo(was.permission()) > 0))
                .orElse(Optional.of(name + " has to agree to host " + party)));
    }

    private static String signer(Signer signer) {
        return switch (signer.kind()) {
            case PARTICIPANT -> ((Signer.AtParticipant) signer).name().name();
            case KEY -> "the key " + ((Signer.WithKey) signer).key();
            case OUTSIDE -> "an owner elsewhere";
        };
    }
}
