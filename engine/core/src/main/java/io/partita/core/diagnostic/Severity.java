package io.partita.core.diagnostic;

/** How much a diagnostic weighs: only an {@link #ERROR} stops a command. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE
}
