package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.UniqueIdentifier;
import java.util.stream.Stream;

/** The name of a local party becomes the first part of its id, so it has to be one that Canton accepts. */
final class PartyNames implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .filter(PartyNames::isWrong)
                .map(party -> Diagnostic.error("party-name", "'" + party.name() + "' cannot be the name of a party")
                        .because("a name has 1 to 185 letters, digits, blanks, minus signs, underscores or single"
                                + " colons, and does not end with a colon")
                        .fix("choose another name; a full id is declared with `id '…'`")
                        .about(party.name().value())
                        .at(party.name().range()));
    }

    private static boolean isWrong(DeclaredParty party) {
        return party.identity()
                .match(local -> !UniqueIdentifier.isIdentifier(party.name().value()), known -> false);
    }
}
