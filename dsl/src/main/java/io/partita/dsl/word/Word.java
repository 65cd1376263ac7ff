package io.partita.dsl.word;

import io.partita.core.model.Secret;
import io.partita.dsl.evaluation.Value;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * One word of the language.
 *
 * @param name as it is written
 * @param repetition how often its block may have it
 * @param fewest values behind it, at least; a block in braces is the last of them
 * @param most values behind it, at most
 * @param keys of its {@code key: value} arguments
 * @param usage how it is written, for fixes
 * @param meaning what it does to the block that is being read; it reports what is wrong with the arguments
 * @param <B> the words of the block
 */
record Word<B>(
        String name,
        Repetition repetition,
        int fewest,
        int most,
        Set<String> keys,
        String usage,
        BiFunction<B, WordArguments, Value> meaning) {

    static final int MANY = Integer.MAX_VALUE;

    /** How often a word may be written in one block. */
    enum Repetition {
        ONCE,
        /** As often as wanted, or the word itself says what is wrong with it. */
        OFTEN
    }

    Word {
        keys = Set.copyOf(keys);
    }

    static <B> Word<B> once(
            String name, int values, String usage, BiConsumer<B, WordArguments> meaning, String... keys) {
        return new Word<>(name, Repetition.ONCE, values, values, Set.of(keys), usage, declaring(meaning));
    }

    static <B> Word<B> once(String name, int fewest, int most, String usage, BiConsumer<B, WordArguments> meaning) {
        return new Word<>(name, Repetition.ONCE, fewest, most, Set.of(), usage, declaring(meaning));
    }

    static <B> Word<B> often(String name, int fewest, int most, String usage, BiConsumer<B, WordArguments> meaning) {
        return new Word<>(name, Repetition.OFTEN, fewest, most, Set.of(), usage, declaring(meaning));
    }

    /** A word that stands for a value, as {@link #secret} makes one. */
    static <B> Word<B> making(
            String name,
            int fewest,
            int most,
            String usage,
            BiFunction<B, WordArguments, Value> meaning,
            String... keys) {
        return new Word<>(name, Repetition.OFTEN, fewest, most, Set.of(keys), usage, meaning);
    }

    private static <B> BiFunction<B, WordArguments, Value> declaring(BiConsumer<B, WordArguments> meaning) {
        return (block, arguments) -> {
            meaning.accept(block, arguments);
            return Value.DONE;
        };
    }

    /**
     * The meaning of a word that makes a reference to a secret; empty when something was wrong, which has been
     * reported.
     */
    static <B> BiFunction<B, WordArguments, Value> secret(BiFunction<B, WordArguments, Optional<Secret>> meaning) {
        return (block, arguments) ->
                meaning.apply(block, arguments).<Value>map(Value.Hidden::new).orElse(Value.BROKEN);
    }

    /** The keys in their order, for people. */
    Set<String> sortedKeys() {
        return new TreeSet<>(keys);
    }
}
