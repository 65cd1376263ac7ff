package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import java.util.Optional;

/** Ends an attempt to parse a text; becomes its diagnostic. */
final class Mistake extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;
    private final int offset;
    private final transient Optional<String> mended;

    /** @param offset where in the text, UTF-16 units from 0 */
    Mistake(Diagnostic diagnostic, int offset) {
        this(diagnostic, offset, Optional.empty());
    }

    private Mistake(Diagnostic diagnostic, int offset, Optional<String> mended) {
        super(diagnostic.summary(), null, false, false);
        this.diagnostic = diagnostic;
        this.offset = offset;
        this.mended = mended;
    }

    /** @param text as long as the one with the mistake, and without it: what else is wrong can be looked for there */
    Mistake mended(String text) {
        return new Mistake(diagnostic, offset, Optional.of(text));
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }

    int offset() {
        return offset;
    }

    /** The text with which reading goes on; empty when the piece around the mistake has to be left out. */
    Optional<String> mended() {
        return mended;
    }
}
