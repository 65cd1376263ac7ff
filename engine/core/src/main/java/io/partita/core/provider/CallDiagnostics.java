package io.partita.core.provider;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Says a failed call to people: which participant, what was attempted, the participant's own code and text with the
 * page that explains it, and the setting to look at.
 */
public final class CallDiagnostics {

    /** What partita was at when a call failed. */
    public enum During {
        /** It was only reading, so nothing can have changed. */
        READING,
        /** It was carrying out a run, which can be resumed. */
        RUN,
        /** The same, past what can be taken back: another plan would leave what is begun as it is. */
        FINISHING,
        /** The same, while a target is isolated: only going on is left, another plan is refused. */
        WINDOW
    }

    /** A read that may fail. */
    @FunctionalInterface
    public interface Read<R> {
        R read() throws CallFailed;
    }

    private CallDiagnostics() {}

    /** What was read, or the failure as a diagnostic at the participant's declaration. */
    public static <R> Checked<R> read(DeclaredParticipant participant, Read<R> read) {
        return read(
                participant.name().value(),
                failed -> failed.at(participant.name().range()),
                read);
    }

    /** What was read, or the failure as a diagnostic. @param place adds where the participant is named */
    public static <R> Checked<R> read(ParticipantName participant, UnaryOperator<Diagnostic> place, Read<R> read) {
        try {
            return Checked.of(read.read());
        } catch (CallFailed e) {
            return Checked.failed(place.apply(reading(participant, e.failure())));
        }
    }

    /** A read that failed, outside of any run. */
    public static Diagnostic reading(ParticipantName participant, CallFailure failure) {
        return of(failure, participant.name(), During.READING);
    }

    /** @param participant as people call it */
    public static Diagnostic of(CallFailure failure, String participant, During during) {
        return switch (during) {
            case READING ->
                said(failure, participant, during, participant + ": " + failure.attempted() + " failed")
                        .fix(whileReading(participant, failure.kind())
                                + "; nothing was changed, partita was only reading")
                        .next(looking(failure.kind()).toArray(NextCommand[]::new));
            case RUN ->
                said(failure, participant, during, failure.attempted() + " failed")
                        .fix(inARun(participant, failure.kind()))
                        .next(next(failure.kind()).toArray(NextCommand[]::new));
            case FINISHING ->
                said(failure, participant, during, failure.attempted() + " failed")
                        .fix(whileFinishing(participant, failure.kind()))
                        .next(nextInAWindow(failure.kind()).toArray(NextCommand[]::new));
            case WINDOW ->
                said(failure, participant, during, failure.attempted() + " failed")
                        .fix(inAWindow(participant, failure.kind()))
                        .next(nextInAWindow(failure.kind()).toArray(NextCommand[]::new));
        };
    }

    /**
     * The outcome of a call is not known, and reading could not settle it.
     *
     * @param what may or may not have had its effect
     */
    public static Diagnostic unsettled(CallFailure failure, String participant, String what) {
        return Diagnostic.error("outcome-unknown", "nobody can tell yet whether " + what + " had its effect")
                .classed(DiagnosticClass.UNKNOWN)
                .because(failure.found())
                .fix("Nothing goes on until that is known. When " + participant
                        + " answers again, resume. It reads first.")
                .next(NextCommand.resume())
                .about(participant)
                .answering(failure.answered());
    }

    private static Diagnostic said(CallFailure failure, String participant, During during, String summary) {
        Diagnostic said = Diagnostic.error(code(failure.kind(), during), summary)
                .because(failure.found())
                .about(participant)
                .answering(failure.answered());
        return switch (failure.kind()) {
            case OUTCOME_UNKNOWN -> during == During.READING ? said : said.classed(DiagnosticClass.UNKNOWN);
            case ANOTHER_PARTICIPANT -> said.classed(DiagnosticClass.STALE);
            case UNREACHABLE,
                    STARTING,
                    REFUSED,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    CLEARING_CONFLICT,
                    NOT_PERMITTED,
                    UNSUPPORTED,
                    LOCAL -> said;
        };
    }

    private static String code(CallFailure.Kind kind, During during) {
        return switch (kind) {
            case UNREACHABLE -> "participant-unreachable";
            case STARTING -> "participant-starting";
            case REFUSED, CLEARING_CONFLICT -> "participant-refused";
            case NOT_FOUND -> "participant-does-not-know";
            case ALREADY_EXISTS -> "participant-has-already";
            case OUTCOME_UNKNOWN -> during == During.READING ? "participant-did-not-answer" : "outcome-unknown";
            case NOT_PERMITTED -> "participant-not-permitted";
            case ANOTHER_PARTICIPANT -> "participant-is-another";
            case UNSUPPORTED -> "participant-lacks-call";
            case LOCAL -> "local-failure";
        };
    }

    private static String whileReading(String participant, CallFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                "check that " + participant
                        + " runs and that host, port and tls of its endpoints are right, then try again";
            case STARTING ->
                "it is registered with the synchronizer, so this passes when its start is finished; try again then. If it lasts, look at the log of "
                        + participant;
            case NOT_PERMITTED -> "give " + participant + token();
            case UNSUPPORTED ->
                "check that admin and ledger of " + participant
                        + " are not exchanged, that the participant is initialised and active, and its release";
            case OUTCOME_UNKNOWN -> "look at the log of " + participant + ", then try again";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
                "follow the participant's text above, then try again";
            case ANOTHER_PARTICIPANT -> "correct the endpoints of " + participant + ", or plan again";
            case LOCAL -> "mend the file or folder that is named above, then try again";
        };
    }

    /** What looks at the way to a participant, and at what the others show of it. */
    private static List<NextCommand> looking(CallFailure.Kind kind) {
        return kind == CallFailure.Kind.UNREACHABLE ? List.of(NextCommand.of(NextCommand.Verb.DOCTOR)) : List.of();
    }

    private static String inARun(String participant, CallFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE ->
                "Check that " + participant + " runs and that its endpoints can be reached from here, then resume."
                        + elsewhere();
            case STARTING ->
                "It is registered with the synchronizer, so this passes when its start is finished. If it lasts, look at the log of "
                        + participant + ". Then resume.";
            case NOT_PERMITTED -> "Give " + participant + token() + ", then resume." + elsewhere();
            case UNSUPPORTED -> "Upgrade " + participant + " to a release that knows this call, then plan again.";
            case OUTCOME_UNKNOWN -> "Resume. It reads first.";
            case REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
                "Look at the answer and at the log of " + participant
                        + ". If the network has changed, plan again; otherwise resume.";
            case ANOTHER_PARTICIPANT ->
                "Nothing but its id was asked. Make the endpoints of " + participant
                        + " lead to the participant that the plan was made for, then resume." + elsewhere();
            case LOCAL -> "Mend it on this machine, then resume." + elsewhere();
        };
    }

    /** What would end in another plan, though this one is to be finished. */
    private static String whileFinishing(String participant, CallFailure.Kind kind) {
        return kind == CallFailure.Kind.UNSUPPORTED
                ? "This run is past what can be taken back, so its plan is to be finished. " + givenACall(participant)
                : inARun(participant, kind);
    }

    private static String givenACall(String participant) {
        return "Give " + participant
                + " a release that knows this call, and look whether its endpoints lead to the right API, then resume."
                + elsewhere();
    }

    /** What may not end in another plan, because none is taken before the target is back. */
    private static String inAWindow(String participant, CallFailure.Kind kind) {
        return switch (kind) {
            case UNSUPPORTED -> "A target is isolated, so this plan has to be finished. " + givenACall(participant);
            case REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
                "A target is isolated, so this plan has to be finished. Look at the answer and at the log of "
                        + participant + ", mend what they name, then resume.";
            case UNREACHABLE, STARTING, NOT_PERMITTED, OUTCOME_UNKNOWN, ANOTHER_PARTICIPANT, LOCAL ->
                inARun(participant, kind);
        };
    }

    /** The plan keeps its access, and a declaration that was corrected since is read only when it is named. */
    private static String elsewhere() {
        return " If the declaration is to be corrected for that, resume with its access.";
    }

    private static List<NextCommand> next(CallFailure.Kind kind) {
        return switch (kind) {
            case UNSUPPORTED -> List.of(NextCommand.plan());
            case UNREACHABLE, NOT_PERMITTED, ANOTHER_PARTICIPANT, LOCAL ->
                List.of(NextCommand.resume(), NextCommand.replacingAccess());
            case STARTING, OUTCOME_UNKNOWN, REFUSED, NOT_FOUND, ALREADY_EXISTS, CLEARING_CONFLICT ->
                List.of(NextCommand.resume());
        };
    }

    private static List<NextCommand> nextInAWindow(CallFailure.Kind kind) {
        return kind == CallFailure.Kind.UNSUPPORTED
                ? List.of(NextCommand.resume(), NextCommand.replacingAccess())
                : next(kind);
    }

    private static String token() {
        return " a token with the needed rights (admin on the Admin API; on the Ledger API reading as the party or as any party)";
    }
}
