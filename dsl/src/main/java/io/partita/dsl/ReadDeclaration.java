package io.partita.dsl;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A declaration with what stands beside it.
 *
 * @param declaration what the texts say
 * @param network where the word {@code network} stands; empty when it was not written
 * @param places of each participant, by the word ({@code admin}, {@code backup}, …) that was written for it
 * @param placesOfKeys of each key, by the word ({@code publicKey}, {@code file}, …) that was written for it
 */
public record ReadDeclaration(
        Declaration declaration,
        Optional<SourceRange> network,
        SortedMap<ParticipantName, SortedMap<String, SourceRange>> places,
        SortedMap<KeyName, SortedMap<String, SourceRange>> placesOfKeys) {

    public ReadDeclaration {
        Objects.requireNonNull(declaration, "declaration");
        Objects.requireNonNull(network, "network");
        places = copied(places);
        placesOfKeys = copied(placesOfKeys);
    }

    private static <N extends Comparable<N>> SortedMap<N, SortedMap<String, SourceRange>> copied(
            SortedMap<N, SortedMap<String, SourceRange>> places) {
        SortedMap<N, SortedMap<String, SourceRange>> copy = new TreeMap<>();
        places.forEach((name, words) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(words))));
        return Collections.unmodifiableSortedMap(copy);
    }

    /** Where a word of a participant was written; else the participant's name. */
    public SourceRange place(ParticipantName participant, String word) {
        SourceRange name = declaration.participants().get(participant).name().range();
        return places.getOrDefault(participant, Collections.emptySortedMap()).getOrDefault(word, name);
    }

    /** Where a word of a key was written; else the key's name. */
    public SourceRange place(KeyName key, String word) {
        SourceRange name = declaration.keys().get(key).name().range();
        return placesOfKeys.getOrDefault(key, Collections.emptySortedMap()).getOrDefault(word, name);
    }
}
