package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import java.io.Serial;

/**
 * The state can not be written any more (full disk, lost lock, another writer). Nothing may be called after it: what
 * would be done could not be recorded. Everything that was recorded before is kept.
 */
public final class StateUnusable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public StateUnusable(Diagnostic diagnostic) {
        super(diagnostic.code() + ": " + diagnostic.summary());
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
