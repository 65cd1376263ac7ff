package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.provider.CallFailure;

/** Failed calls as diagnostics: what was being done, what the participant said, and what to do about it. */
final class CallDiagnostics {

    private CallDiagnostics() {}

    static Diagnostic of(CallFailure failure, String participant) {
        return Diagnostic.error(code(failure.kind()), failure.attempted() + " failed")
                .because(answer(failure))
                .fix(fix(failure.kind(), participant))
                .about(participant);
    }

    /** The outcome of a call is not known, and reading could not settle it. */
    static Diagnostic unknown(CallFailure failure, String participant) {
        return Diagnostic.error(
                        "outcome-unknown", "nobody can tell yet whether " + failure.attempted() + " had its effect")
                .because(answer(failure))
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, run: partita resume. It reads first.")
                .about(participant);
    }

    private static String answer(CallFailure failure) {
        String text = failure.text().isEmpty() ? "" : ": " + failure.text();
        return failure.endpoint() + " answered " + failure.code() + text;
    }

    private static String code(CallFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "participant-unreachable";
            case REFUSED -> "participant-refused";
            case NOT_FOUND -> "participant-knows-nothing";
            case ALREADY_EXISTS -> "participant-has-already";
            case OUTCOME_UNKNOWN -> "outcome-unknown";
            case NOT_PERMITTED -> "participant-not-permitted";
            case UNSUPPORTED -> "participant-unsupported";
            case LOCAL -> "local-failure";
        };
    }

    private static String fix(CallFailure.Kind kind, String participant) {
        return switch (kind) {
            case UNREACHABLE ->
                "Check that " + participant
                        + " runs and that its endpoints can be reached from here, then run: partita resume.";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS ->
                "Look at the answer and at the log of " + participant
                        + ". If the network has changed, plan again; otherwise run: partita resume.";
            case OUTCOME_UNKNOWN -> "Run: partita resume. It reads first.";
            case NOT_PERMITTED ->
                "Give " + participant
                        + " a token with the needed rights (admin on the Admin API; on the Ledger API reading as the party or as any party), then run: partita resume.";
            case UNSUPPORTED -> "Upgrade " + participant + " to a release that knows this call, then plan again.";
            case LOCAL -> "Mend it on this machine, then run: partita resume.";
        };
    }
}
