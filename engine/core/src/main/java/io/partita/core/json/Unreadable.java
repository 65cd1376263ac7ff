package io.partita.core.json;

import io.partita.core.diagnostic.Diagnostic;
import java.io.Serial;

/** A value is not what its place asks for. Never leaves a codec: it becomes its diagnostic there. */
public final class Unreadable extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    public Unreadable(Diagnostic diagnostic) {
        super(diagnostic.summary(), null, false, false);
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
