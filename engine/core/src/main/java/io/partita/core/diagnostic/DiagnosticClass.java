package io.partita.core.diagnostic;

import java.util.List;
import java.util.Locale;

/** How a command ends that a diagnostic stops. The command line gives each an exit code of its own. */
public enum DiagnosticClass {
    /** Something is wrong. */
    ERROR,
    /** A fact that the plan relies on has moved. */
    STALE,
    /** Another process holds the state's lock. */
    LOCKED,
    /** A person, another operator or a time has to come first. */
    WAITING,
    /** Everybody answered and everything is in order, but a rule or a precondition says no. */
    REFUSED,
    /** The outcome of a call is not known. */
    UNKNOWN,
    /** The command line is wrong. */
    USAGE;

    /** The word in machine-readable output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How a command ends that all of these stop together: as their errors agree, otherwise with {@link #ERROR}, which
     * is also the answer when none of them is an error.
     */
    public static DiagnosticClass of(List<Diagnostic> diagnostics) {
        List<DiagnosticClass> classes = diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::kind)
                .distinct()
                .toList();
        return classes.size() == 1 ? classes.get(0) : ERROR;
    }
}
