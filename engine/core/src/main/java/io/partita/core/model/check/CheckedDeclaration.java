package io.partita.core.model.check;

import io.partita.core.model.Declaration;
import java.util.Objects;

/** A declaration that {@link DeclarationChecks} found no error in; only they make one. */
public final class CheckedDeclaration {

    private final Declaration declaration;

    CheckedDeclaration(Declaration declaration) {
        this.declaration = Objects.requireNonNull(declaration, "declaration");
    }

    public Declaration declaration() {
        return declaration;
    }
}
