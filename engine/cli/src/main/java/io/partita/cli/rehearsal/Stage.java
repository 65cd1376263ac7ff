package io.partita.cli.rehearsal;

import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.PartyId;
import io.partita.provider.sandbox.world.World;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a rehearsal takes place.
 *
 * @param world what the embedded network begins with
 * @param declaration the same parties on the same participants, which are embedded, with keys of the rehearsal's own
 * @param unnamed parties of it whose ids are known only when the network is there
 * @param left parties that cannot be rehearsed, by their declared names, each with the reason
 */
record Stage(World world, Declaration declaration, SortedSet<String> unnamed, SortedMap<String, String> left) {

    Stage {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(declaration, "declaration");
        unnamed = Collections.unmodifiableSortedSet(new TreeSet<>(unnamed));
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
    }

    /** The declaration with the ids of all parties. @param ids of the parties of the network, by their names */
    Declaration declarationWith(Map<String, PartyId> ids) {
        return new Declaration(
                declaration.synchronizer(),
                declaration.participants(),
                declaration.keys(),
                declaration.parties().stream()
                        .map(party -> unnamed.contains(party.name().value()) ? named(party, ids) : party)
                        .toList());
    }

    private static DeclaredParty named(DeclaredParty party, Map<String, PartyId> ids) {
        PartyId id = ids.get(party.name().value());
        return new DeclaredParty(
                party.name(),
                new Identity.Known(new Declared<>(id, party.name().range())),
                party.hosts(),
                party.threshold(),
                party.dars(),
                party.path(),
                party.keep(),
                party.range());
    }
}
