package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import java.io.Serial;

/**
 * The state folder can not be written any more (full disk, lost lock, removed folder). Nothing may be called after it: what would be done could not be recorded. Everything that was
 * recorded before is kept.
 */
public final class StateUnusable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public StateUnusable(Diagnostic diagnostic, Throwable cause) {
        super(diagnostic.code() + ": " + diagnostic.summary(), cause);
        this.diagnostic = diagnostic;
    }

    public StateUnusable(Diagnostic diagnostic) {
        this(diagnostic, null);
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
