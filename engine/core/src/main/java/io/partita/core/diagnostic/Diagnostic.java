package io.partita.core.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One message to a person: what is wrong, why, and the fix.
 *
 * @param code stable, kebab-case; the key under which {@code engine/docs/diagnostics.md} explains it
 * @param severity only an error stops a command
 * @param kind how a command ends that it stops; without a meaning for what stops none
 * @param summary what is wrong, one sentence without a full stop
 * @param detail why it is wrong, or what was found and expected; empty when the summary says it all
 * @param hint what to do about it, without the commands to type; empty only when these say it all, or there is nothing
 *     to do
 * @param next the commands to type, in order or as alternatives, most useful first
 * @param subject the party or participant that it is about, as people name it
 * @param range where in a declaration or file; empty when it has no place
 * @param answered what a participant answered, when that is what it is about
 */
public record Diagnostic(
        String code,
        Severity severity,
        DiagnosticClass kind,
        String summary,
        String detail,
        String hint,
        List<NextCommand> next,
        Optional<String> subject,
        Optional<SourceRange> range,
        Optional<Answered> answered) {

    /** Its group gives nothing back: a long text must not need a stack for it. */
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*+");

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(hint, "hint");
        next = List.copyOf(next);
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(answered, "answered");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not a kebab-case code: " + code);
        }
    }

    public static Diagnostic error(String code, String summary) {
        return of(code, Severity.ERROR, summary);
    }

    /** An error that nobody made: a rule or a precondition says no. */
    public static Diagnostic refusal(String code, String summary) {
        return error(code, summary).classed(DiagnosticClass.REFUSED);
    }

    public static Diagnostic warning(String code, String summary) {
        return of(code, Severity.WARNING, summary);
    }

    public static Diagnostic note(String code, String summary) {
        return of(code, Severity.NOTE, summary);
    }

    private static Diagnostic of(String code, Severity severity, String summary) {
        return new Diagnostic(
                code,
                severity,
                DiagnosticClass.ERROR,
                summary,
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Diagnostic because(String why) {
        return new Diagnostic(code, severity, kind, summary, why, hint, next, subject, range, answered);
    }

    /** @param what to do, without the commands to type */
    public Diagnostic fix(String what) {
        return new Diagnostic(code, severity, kind, summary, detail, what, next, subject, range, answered);
    }

    /** With commands to type after those that it has. */
    public Diagnostic next(NextCommand... commands) {
        List<NextCommand> all = new ArrayList<>(next);
        all.addAll(List.of(commands));
        return new Diagnostic(code, severity, kind, summary, detail, hint, all, subject, range, answered);
    }

    /** With these commands to type in the place of those that it has. */
    public Diagnostic nextOnly(List<NextCommand> commands) {
        return new Diagnostic(code, severity, kind, summary, detail, hint, commands, subject, range, answered);
    }

    public Diagnostic about(String partyOrParticipant) {
        return new Diagnostic(
                code, severity, kind, summary, detail, hint, next, Optional.of(partyOrParticipant), range, answered);
    }

    public Diagnostic at(SourceRange place) {
        return new Diagnostic(code, severity, kind, summary, detail, hint, next, subject, Optional.of(place), answered);
    }

    /** Names the answer of a participant that this is about. */
    public Diagnostic answering(Answered answer) {
        return new Diagnostic(code, severity, kind, summary, detail, hint, next, subject, range, Optional.of(answer));
    }

    /** The same, weighed otherwise: what stops one command may only be worth a warning in another. */
    public Diagnostic weighing(Severity other) {
        return new Diagnostic(code, other, kind, summary, detail, hint, next, subject, range, answered);
    }

    /** The same, but an error is a warning. */
    public Diagnostic atMostWarning() {
        return isError() ? weighing(Severity.WARNING) : this;
    }

    /** The same, with another ending of the command that it stops. */
    public Diagnostic classed(DiagnosticClass other) {
        return new Diagnostic(code, severity, other, summary, detail, hint, next, subject, range, answered);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
