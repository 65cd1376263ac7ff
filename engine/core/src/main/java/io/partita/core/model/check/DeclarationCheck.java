package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.util.stream.Stream;

/** One judgement about a declaration. */
@FunctionalInterface
public interface DeclarationCheck {

    /** What it finds, in the order of the declaration; nothing when all is well. */
    Stream<Diagnostic> check(Declaration declaration);
}
