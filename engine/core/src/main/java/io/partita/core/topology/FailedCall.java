package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import java.util.Map;

/** Says a failed call to people: which participant and endpoint, what was attempted, the participant's own code and text, and the setting to fix. */
public final class FailedCall {

    /** A read that may fail. */
    @FunctionalInterface
    public interface Read<R> {
        R read() throws CallFailed;
    }

    private static final Map<CallFailure.Kind, String> CODES = Map.of(
            CallFailure.Kind.UNREACHABLE, "participant-unreachable",
            CallFailure.Kind.REFUSED, "participant-refused",
            CallFailure.Kind.NOT_FOUND, "participant-does-not-know",
            CallFailure.Kind.ALREADY_EXISTS, "participant-refused",
            CallFailure.Kind.CLEARING_CONFLICT, "participant-refused",
            CallFailure.Kind.OUTCOME_UNKNOWN, "participant-did-not-answer",
            CallFailure.Kind.NOT_PERMITTED, "participant-not-permitted",
            CallFailure.Kind.UNSUPPORTED, "participant-lacks-call",
            CallFailure.Kind.LOCAL, "local-failure");

    private FailedCall() {}

    /** What was read, or the failure as a diagnostic at the participant's declaration. */
    public static <R> Checked<R> orDiagnostic(DeclaredParticipant participant, Read<R> read) {
        try {
            return Checked.of(read.read());
        } catch (CallFailed e) {
            return Checked.failed(diagnostic(participant.name().value(), e.failure())
                    .at(participant.name().range()));
        }
    }

    /** A failed call as an error about a participant; its hint names the setting to look at. */
    public static Diagnostic diagnostic(ParticipantName participant, CallFailure failure) {
        return Diagnostic.error(CODES.get(failure.kind()), participant + ": " + failure.attempted() + " failed")
                .because(failure.said())
                .fix(fix(participant, failure.kind()) + "; nothing was changed, partita was only reading")
                .about(participant.name())
                .answering(failure.answered());
    }

    private static String fix(ParticipantName participant, CallFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                "check that " + participant
                        + " runs and that host, port and tls of its endpoints are right, then try again";
            case NOT_PERMITTED ->
                "give " + participant
                        + " a token with the needed rights: admin on the Admin API; on the Ledger API reading as the party or as any party";
            case UNSUPPORTED ->
                "check that admin and ledger of " + participant
                        + " are not exchanged, that the participant is initialised and active, and its release";
            case OUTCOME_UNKNOWN -> "look at the log of " + participant + ", then try again";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
                "follow the participant's text above, then try again";
            case LOCAL -> "mend the file or folder that is named above, then try again";
        };
    }
}
