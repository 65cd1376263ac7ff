package io.partita.core.diagnostic;

import java.util.Objects;
import java.util.Optional;

/**
 * One message to a person: what is wrong, why, and the fix.
 *
 * @param code stable, kebab-case; the key under which {@code engine/docs/diagnostics.md} explains it
 * @param severity only an error stops a command
 * @param summary what is wrong, one sentence without a full stop
 * @param detail why it is wrong, or what was found and expected; empty when the summary says it all
 * @param hint what to do about it; empty only when there is nothing to do
 * @param subject the party or participant that it is about, as people name it
 * @param range where in a declaration or file; empty when it has no place
 * @param answered what a participant answered, when that is what it is about
 */
public record Diagnostic(
        String code,
        Severity severity,
        String summary,
        String detail,
        String hint,
        Optional<String> subject,
        Optional<SourceRange> range,
        Optional<Answered> answered) {

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(answered, "answered");
        if (!code.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not a kebab-case code: " + code);
        }
    }

    public static Diagnostic error(String code, String summary) {
        return of(code, Severity.ERROR, summary);
    }

    public static Diagnostic warning(String code, String summary) {
        return of(code, Severity.WARNING, summary);
    }

    public static Diagnostic note(String code, String summary) {
        return of(code, Severity.NOTE, summary);
    }

    private static Diagnostic of(String code, Severity severity, String summary) {
        return new Diagnostic(code, severity, summary, "", "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Diagnostic because(String why) {
        return new Diagnostic(code, severity, summary, why, hint, subject, range, answered);
    }

    public Diagnostic fix(String what) {
        return new Diagnostic(code, severity, summary, detail, what, subject, range, answered);
    }

    public Diagnostic about(String partyOrParticipant) {
        return new Diagnostic(code, severity, summary, detail, hint, Optional.of(partyOrParticipant), range, answered);
    }

    public Diagnostic at(SourceRange place) {
        return new Diagnostic(code, severity, summary, detail, hint, subject, Optional.of(place), answered);
    }

    /** Names the answer of a participant that this is about. */
    public Diagnostic answering(Answered answer) {
        return new Diagnostic(code, severity, summary, detail, hint, subject, range, Optional.of(answer));
    }

    /** The same, weighed otherwise: what stops one command may only be worth a warning in another. */
    public Diagnostic weighing(Severity other) {
        return new Diagnostic(code, other, summary, detail, hint, subject, range, answered);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
