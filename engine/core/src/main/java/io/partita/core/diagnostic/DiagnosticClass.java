package io.partita.core.diagnostic;

import java.util.List;
import java.util.Locale;

/**
 * How a command ends that a diagnostic stops. The numbers are the exit codes of the process: a promise to scripts that
 * never changes.
 */
public enum DiagnosticClass {
    /** Something is wrong. */
    ERROR(1),
    /** A fact that the plan relies on has moved. */
    STALE(3),
    /** Another process holds the state's lock. */
    LOCKED(4),
    /** A person, another operator or a time has to come first. */
    WAITING(5),
    /** Everybody answered and everything is in order, but a rule or a precondition says no. */
    REFUSED(6),
    /** The outcome of a call is not known. */
    UNKNOWN(7),
    /** The command line is wrong. */
    USAGE(64);

    private final int exitCode;

    DiagnosticClass(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the process. */
    public int exitCode() {
        return exitCode;
    }

    /** The word in machine-readable output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How a command ends that all of these stop together: as their errors agree, otherwise with {@link #ERROR}, which is
     * also the answer when none of them is an error.
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
