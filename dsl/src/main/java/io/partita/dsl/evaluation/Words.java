package io.partita.dsl.evaluation;

import java.util.Optional;
import java.util.Set;

/** The words that are known in one kind of block. */
public interface Words {

    /** The kind of block, for people: "a party block". */
    String place();

    /** The words, for suggestions. */
    Set<String> names();

    /**
     * Carries out a word. Empty when it is not known here; otherwise mistakes have been reported and the result is
     * never null.
     */
    Optional<Value> call(WordCall call, Evaluator evaluator);
}
