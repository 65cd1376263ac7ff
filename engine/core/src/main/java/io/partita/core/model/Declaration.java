package io.partita.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the scripts of one folder say, as data.
 *
 * @param synchronizer the synchronizer's alias on every participant
 * @param participants by name, sorted
 * @param parties in the order written
 */
public record Declaration(
        Declared<String> synchronizer,
        SortedMap<ParticipantName, DeclaredParticipant> participants,
        List<DeclaredParty> parties) {
    public Declaration {
        Objects.requireNonNull(synchronizer, "synchronizer");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        parties = List.copyOf(parties);
    }
}
