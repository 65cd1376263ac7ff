package io.partita.dsl.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is known by name everywhere in a declaration. */
public interface Vocabulary {

    /** Whether all definitions of variables could be read. */
    enum Completeness {
        COMPLETE,
        /** Some are in pieces with a syntax error: an unknown word may be one of them. */
        PARTIAL
    }

    Completeness variables();

    /** Words that stand for a value, such as {@code submission}. */
    Set<String> symbols();

    /** Words that make a value, such as {@code env}; empty when there is no such word. */
    Optional<Value> make(WordCall call, Evaluator evaluator);

    /** The names of all {@link #make}. */
    Set<String> makers();

    /** Every word of every block, with the place where it belongs: "a party block". */
    Map<String, String> places();

    /** How a word is written, for fixes; empty when it is no word. */
    Optional<String> usage(String word);

    /** What to write instead of a word that people try and that does not exist; empty when there is nothing to say. */
    Optional<String> insteadOf(String word);

    /**
     * Notes that a bare name was used that must be a declared participant or key.
     *
     * @param alternatives what else could have been meant, asked for only when there is none
     */
    void referenced(Value.Reference reference, Supplier<Set<String>> alternatives);

    /** Notes that a bare name was used within a text, behind a dollar sign. */
    void replaced(Value.Reference reference);
}
