package io.partita.core.topology;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.PartyId;
import io.partita.core.model.check.LookAlikes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names of parties that nobody hosts yet, beside those of all parties that somebody does: a name that was misspelt
 * makes a new party, and nothing else would say so.
 */
final class NewPartyNames {

    /** More than these of one name say nothing more. */
    private static final int SHOWN = 3;

    private final SortedMap<String, SortedSet<PartyId>> live = new TreeMap<>();
    private final LookAlikes.Known names;

    /** @param live every party that is hosted somewhere */
    NewPartyNames(Collection<PartyId> live) {
        live.forEach(party -> this.live
                .computeIfAbsent(party.uid().identifier(), name -> new TreeSet<>())
                .add(party));
        names = new LookAlikes.Known(this.live.keySet());
    }

    /** The live parties that a new one could be taken for. */
    SortedSet<PartyId> resembling(PartyId party) {
        String name = party.uid().identifier();
        SortedSet<PartyId> all = new TreeSet<>(live.getOrDefault(name, Collections.emptySortedSet()));
        names.alike(name).forEach(other -> all.addAll(live.get(other)));
        return all;
    }

    /** Warnings, with the full ids of both. */
    List<Diagnostic> about(DeclaredParty declared, PartyId party) {
        String name = party.uid().identifier();
        List<Diagnostic> found = new ArrayList<>();
        if (live.containsKey(name)) {
            found.add(said(declared, party, "another party of this name is", live.get(name)));
        }
        for (String other : names.alike(name)) {
            found.add(said(declared, party, "'" + other + "', which looks like it, is", live.get(other)));
        }
        return found;
    }

    private static Diagnostic said(DeclaredParty declared, PartyId party, String which, SortedSet<PartyId> others) {
        String ids = others.stream().limit(SHOWN).map(PartyId::toString).collect(Collectors.joining(", "));
        String more = others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "";
        return Diagnostic.warning(
                        "resembling-party", "'" + party.uid().identifier() + "' is not hosted yet, and " + which)
                .because("what is declared makes a new party, " + party + "; live is " + ids + more)
                .fix("if the live one is meant, correct the name, or name it by its id")
                .about(declared.name().value())
                .at(declared.name().range());
    }
}
