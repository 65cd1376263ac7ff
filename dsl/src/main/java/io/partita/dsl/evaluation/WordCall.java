package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.SourceRange;
import java.util.List;
import java.util.Map;

/**
 * A word with what follows it.
 *
 * @param word as written
 * @param wordRange the place of the word alone
 * @param range the place of the whole
 * @param arguments in the order written; a block is the last
 * @param named by key, in the order written, with the places of the keys
 */
public record WordCall(
        String word, SourceRange wordRange, SourceRange range, List<Argument> arguments, Map<String, Named> named) {

    /** A {@code key: value} argument. */
    public record Named(SourceRange keyRange, Argument argument) {}

    public WordCall {
        arguments = List.copyOf(arguments);
    }
}
