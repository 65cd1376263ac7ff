package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;

/** Ends an attempt to parse a text; becomes its diagnostic. */
final class Mistake extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;
    private final int offset;

    /** @param offset where in the text, UTF-16 units from 0 */
    Mistake(Diagnostic diagnostic, int offset) {
        super(diagnostic.summary(), null, false, false);
        this.diagnostic = diagnostic;
        this.offset = offset;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }

    int offset() {
        return offset;
    }
}
