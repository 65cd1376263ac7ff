package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import java.util.stream.Stream;

/** A party that is hosted nowhere cannot do anything. */
final class PartiesWithoutHost implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        return declaration.parties().stream()
                .filter(party -> party.hosts().isEmpty())
                .map(party -> Diagnostic.error("no-host", party.name() + " has no host")
                        .because("a party needs at least one participant that hosts it")
                        .fix("add a line such as `host participant1, submission`")
                        .about(party.name().value())
                        .at(party.range()));
    }
}
