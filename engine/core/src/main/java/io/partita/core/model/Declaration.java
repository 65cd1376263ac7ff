package io.partita.core.model;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the scripts of one folder say, as data.
 *
 * @param synchronizer the synchronizer's alias on every participant, or its logical id where they call it otherwise
 * @param participants by name, sorted
 * @param keys signing keys that no participant holds, by name, sorted; no name is a participant's as well
 * @param parties in the order written
 */
public record Declaration(
        Declared<String> synchronizer,
        SortedMap<ParticipantName, DeclaredParticipant> participants,
        SortedMap<KeyName, DeclaredKey> keys,
        List<DeclaredParty> parties) {
    public Declaration {
        Objects.requireNonNull(synchronizer, "synchronizer");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        parties = List.copyOf(parties);
    }
}
