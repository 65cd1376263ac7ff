package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which words one block has had so far, and whether a line of it could not be understood. */
final class WrittenWords {

    private final SortedMap<String, SourceRange> places = new TreeMap<>();
    private boolean incomplete;

    /** Notes a word; whether it is the first of its kind. */
    boolean note(String word, SourceRange place) {
        return places.putIfAbsent(word, place) == null;
    }

    /** Where a word was written first; empty when it was not. */
    Optional<SourceRange> place(String word) {
        return Optional.ofNullable(places.get(word));
    }

    /** Where each word was written first. */
    SortedMap<String, SourceRange> places() {
        return Collections.unmodifiableSortedMap(places);
    }

    boolean has(String word) {
        return places.containsKey(word);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** A line could not be understood: what seems to be missing may stand there. */
    void incomplete() {
        incomplete = true;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    /** The message about a word that was noted and comes again. */
    Diagnostic repeated(String word, SourceRange again) {
        return Diagnostic.error("duplicate-word", "'" + word + "' is written twice")
                .because("It is already at " + places.get(word) + ".")
                .fix("Remove one of the two lines.")
                .at(again);
    }
}
