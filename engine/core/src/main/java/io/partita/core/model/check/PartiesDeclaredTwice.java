package io.partita.core.model.check;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Two blocks for one party would say two things about it. */
final class PartiesDeclaredTwice implements DeclarationCheck {

    @Override
    public Stream<Diagnostic> check(Declaration declaration) {
        Map<Object, DeclaredParty> seen = new HashMap<>();
        return declaration.parties().stream()
                .map(party -> {
                    DeclaredParty first = seen.putIfAbsent(key(party), party);
                    return first == null ? null : twice(party, first);
                })
                .filter(Objects::nonNull);
    }

    /** Name and owner of a local party, the id of another. */
    private static Object key(DeclaredParty party) {
        return party.identity()
                .match(
                        local -> Map.entry(party.name().value(), local.owner().value()),
                        known -> known.id().value());
    }

    private static Diagnostic twice(DeclaredParty party, DeclaredParty first) {
        return Diagnostic.error("same-party", "'" + party.name() + "' is declared twice")
                .because("the first time at " + first.name().range())
                .fix("declare all of its hosts in one block")
                .about(party.name().value())
                .at(party.name().range());
    }
}
