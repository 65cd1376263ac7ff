package io.partita.dsl;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
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
 */
public record ReadDeclaration(
        Declaration declaration,
        Optional<SourceRange> network,
        SortedMap<ParticipantName, SortedMap<String, SourceRange>> places) {

    public ReadDeclaration {
        Objects.requireNonNull(declaration, "declaration");
        Objects.requireNonNull(network, "network");
        SortedMap<ParticipantName, SortedMap<String, SourceRange>> copy = new TreeMap<>();
        places.forEach((name, words) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(words))));
        places = Collections.unmodifiableSortedMap(copy);
    }

    /** Where a word of a participant was written; else the participant's name. */
    public SourceRange place(ParticipantName participant, String word) {
        SourceRange name = declaration.participants().get(participant).name().range();
        return places.getOrDefault(participant, Collections.emptySortedMap()).getOrDefault(word, name);
    }
}
