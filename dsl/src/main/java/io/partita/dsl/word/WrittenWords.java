package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;

/** The message about a word that may be written once and was written again. */
final class Repeated {

    private Repeated() {}

    static Diagnostic word(String word, SourceRange before, SourceRange place) {
        return Diagnostic.error("duplicate-word", "'" + word + "' is written twice")
                .because("It is already at " + before + ".")
                .fix("Remove one of the two lines.")
                .at(place);
    }
}
