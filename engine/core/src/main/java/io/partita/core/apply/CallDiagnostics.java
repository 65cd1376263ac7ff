package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepSubject;
import io.partita.core.provider.CallFailure;

/** Failed calls as diagnostics: what was being done, what the participant said in its own words and where that is explained, and what is safe to do next. */
final class CallDiagnostics {

    /** How far a step had come when a call failed. */
    enum Reach {
        /** Its own work was not begun, by this process or an earlier one. */
        UNTOUCHED,
        /** Its own call may have been made. */
        BEGUN
    }

    private CallDiagnostics() {}

    /** A call of a step, in a run. */
    static Diagnostic of(CallFailure failure, Step step, Reach reach) {
        String participant = step.participant().name();
        return Diagnostic.error(code(failure.kind()), failure.attempted() + " failed")
                .because(failure.said() + ". " + during(step))
                .fix(action(failure.kind(), participant) + " " + reached(reach) + " " + SafeNext.after(step))
                .next(next(failure.kind()))
                .about(participant)
                .answering(failure.answered());
    }

    /** A call outside of any step, such as one that puts something back. */
    static Diagnostic of(CallFailure failure, String participant) {
        return Diagnostic.error(code(failure.kind()), failure.attempted() + " failed")
                .because(failure.said())
                .fix(action(failure.kind(), participant))
                .next(next(failure.kind()))
                .about(participant)
                .answering(failure.answered());
    }

    /** The outcome of a call is not known, and reading could not settle it. */
    static Diagnostic unknown(CallFailure failure, Step step) {
        String participant = step.participant().name();
        return Diagnostic.error(
                        "outcome-unknown", "nobody can tell yet whether " + failure.attempted() + " had its effect")
                .because(failure.said() + ". " + during(step))
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, resume. It reads first. " + SafeNext.after(step))
                .next(NextCommand.resume())
                .about(participant)
                .answering(failure.answered());
    }

    /** An earlier process ended within a step, and reading cannot tell yet how far it came. */
    static Diagnostic leftUnknown(CallFailure failure, Step step) {
        String participant = step.participant().name();
        return Diagnostic.error("outcome-unknown", "nobody can tell yet whether " + step.id() + " had its effect")
                .because("it was begun, its end is not in the journal, and " + failure.attempted() + " failed: "
                        + failure.said())
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, resume. It reads first. " + SafeNext.after(step))
                .next(NextCommand.resume())
                .about(participant)
                .answering(failure.answered());
    }

    /** What partita was doing. */
    private static String during(Step step) {
        StepSubject subject = StepSubject.of(step);
        return "It was at step " + step.id() + " (" + subject.kind().replace('-', ' ')
                + subject.party().map(party -> " of " + party.abbreviated()).orElse("")
                + ") on " + step.participant();
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

    private static String action(CallFailure.Kind kind, String participant) {
        return switch (kind) {
            case UNREACHABLE ->
                "Check that " + participant + " runs and that its endpoints can be reached from here, then resume.";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS ->
                "Look at the answer and at the log of " + participant
                        + ". If the network has changed, plan again; otherwise resume.";
            case OUTCOME_UNKNOWN -> "Resume. It reads first.";
            case NOT_PERMITTED ->
                "Give " + participant
                        + " a token with the needed rights (admin on the Admin API; on the Ledger API reading as the party or as any party), then resume.";
            case UNSUPPORTED -> "Upgrade " + participant + " to a release that knows this call, then plan again.";
            case LOCAL -> "Mend it on this machine, then resume.";
        };
    }

    private static NextCommand next(CallFailure.Kind kind) {
        return kind == CallFailure.Kind.UNSUPPORTED ? NextCommand.plan() : NextCommand.resume();
    }

    private static String reached(Reach reach) {
        return switch (reach) {
            case UNTOUCHED -> "Nothing of this step was done.";
            case BEGUN -> "This step may be done in part; resuming looks before it acts.";
        };
    }
}
