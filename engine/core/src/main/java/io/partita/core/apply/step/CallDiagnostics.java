package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan2.Step;
import io.partita.core.provider.CallFailure;

/**
 * Failed calls as diagnostics: what was being done, what the participant said in its own words and where that is
 * explained, and what is safe to do next.
 */
public final class CallDiagnostics {

    /** How far a step had come when a call failed. */
    enum Reach {
        /** Its own work was not begun, by this process or an earlier one. */
        UNTOUCHED,
        /** Its own call may have been made. */
        BEGUN
    }

    private CallDiagnostics() {}

    /** A call of a step, in a run. */
    static Diagnostic of(CallFailure failure, Execution execution, Reach reach) {
        Step step = execution.work.step();
        String participant = step.participant().name();
        return Diagnostic.error(code(failure.kind()), failure.attempted() + " failed")
                .because(failure.said() + ". " + during(step))
                .fix(action(failure.kind(), participant) + " " + reached(reach) + " " + execution.safeNext())
                .about(participant)
                .answering(failure.answered());
    }

    /** A call outside of any step, such as one that puts something back. */
    public static Diagnostic of(CallFailure failure, String participant) {
        return Diagnostic.error(code(failure.kind()), failure.attempted() + " failed")
                .because(failure.said())
                .fix(action(failure.kind(), participant))
                .about(participant)
                .answering(failure.answered());
    }

    /** The outcome of a call is not known, and reading could not settle it. */
    static Diagnostic unknown(CallFailure failure, Execution execution) {
        Step step = execution.work.step();
        String participant = step.participant().name();
        return Diagnostic.error(
                        "outcome-unknown", "nobody can tell yet whether " + failure.attempted() + " had its effect")
                .because(failure.said() + ". " + during(step))
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, run: partita resume. It reads first. " + execution.safeNext())
                .about(participant)
                .answering(failure.answered());
    }

    /** An earlier process ended within a step, and reading cannot tell yet how far it came. */
    static Diagnostic leftUnknown(CallFailure failure, Execution execution) {
        Step step = execution.work.step();
        String participant = step.participant().name();
        return Diagnostic.error("outcome-unknown", "nobody can tell yet whether " + step.id() + " had its effect")
                .because("it was begun, its end is not in the journal, and " + failure.attempted() + " failed: "
                        + failure.said())
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, run: partita resume. It reads first. " + execution.safeNext())
                .about(participant)
                .answering(failure.answered());
    }

    /** What partita was doing. */
    private static String during(Step step) {
        return "It was at step " + step.id() + " (" + step.kind().word().replace('-', ' ')
                + step.party().map(party -> " of " + party.abbreviated()).orElse("")
                + ") on " + step.participant();
    }

    private static String code(CallFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> "participant-unreachable";
            case REFUSED, CLEARING_CONFLICT -> "participant-refused";
            case NOT_FOUND -> "participant-knows-nothing";
            case ALREADY_EXISTS -> "participant-has-already";
            case OUTCOME_UNKNOWN -> "outcome-unknown";
            case NOT_PERMITTED -> "participant-not-permitted";
            case UNSUPPORTED -> "participant-unsupported";
            case LOCAL -> "local-failure";
        };
    }

    private static String action(CallFailure.Kind kind, String participant) {
        return switch (kind) {
            case UNREACHABLE ->
                "Check that " + participant
                        + " runs and that its endpoints can be reached from here, then run: partita resume.";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
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

    private static String reached(Reach reach) {
        return switch (reach) {
            case UNTOUCHED -> "Nothing of this step was done.";
            case BEGUN -> "This step may be done in part; partita resume looks before it acts.";
        };
    }
}
