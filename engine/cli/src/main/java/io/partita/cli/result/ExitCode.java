package io.partita.cli.result;

import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.state.ExitStatus;
import java.util.Arrays;
import java.util.Locale;

/** How a command ended. The numbers are a promise to scripts and never change. */
public enum ExitCode {
    /** Everything asked for is done, or there was nothing to do. */
    DONE(0, "done"),
    /** Something is wrong; the diagnostics say what. */
    ERROR(1, "error"),
    /** What was compared differs; of a plan only with {@code --detailed-exitcode}. */
    CHANGES(2, "changes present"),
    /** A fact that the plan relies on has moved. */
    STALE(3, "stale: a fact that the plan relies on has moved"),
    /** Another process holds the state's lock. */
    LOCKED(4, "locked by another run"),
    /** Waiting for a person, another operator or a time; {@code resume} goes on. */
    WAITING(5, "waiting"),
    /** A rule or a precondition said no. */
    REFUSED(6, "refused"),
    /** The outcome of a call is not known; {@code resume} looks. */
    UNKNOWN(7, "outcome unknown"),
    /** The command line is wrong. */
    USAGE(64, "wrong usage");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** By its number. @throws IllegalArgumentException when no command ends so */
    public static ExitCode of(int code) {
        return Arrays.stream(values())
                .filter(exit -> exit.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an exit code of partita: " + code));
    }

    /** How a command ends whose run ended so. */
    public static ExitCode of(ExitStatus status) {
        return switch (status) {
            case DONE, NOTHING_TO_DO -> DONE;
            case ERROR -> ERROR;
            case STALE -> STALE;
            case LOCKED -> LOCKED;
            case WAITING -> WAITING;
            case REFUSED -> REFUSED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** How a command ends that a diagnostic stopped. */
    public static ExitCode of(DiagnosticClass kind) {
        return switch (kind) {
            case ERROR -> ERROR;
            case STALE -> STALE;
            case LOCKED -> LOCKED;
            case WAITING -> WAITING;
            case REFUSED -> REFUSED;
            case UNKNOWN -> UNKNOWN;
            case USAGE -> USAGE;
        };
    }

    /** Whether the command says that all went well, also when it found a difference. */
    public boolean isGood() {
        return this == DONE || this == CHANGES;
    }

    /** The exit code of the process. */
    public int code() {
        return code;
    }

    /** A few words for people. */
    public String meaning() {
        return meaning;
    }

    /** The word of machine-readable output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
