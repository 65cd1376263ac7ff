package io.partita.dsl.word;

import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A kind of block and its words. */
final class BlockKind<B> {

    private final String place;
    private final Map<String, Word<B>> words = new TreeMap<>();
    private final Set<String> names = Collections.unmodifiableSet(words.keySet());

    private BlockKind(String place) {
        this.place = place;
    }

    /** @param place the kind of block, for people: "a party block" */
    @SafeVarargs
    static <B> BlockKind<B> of(String place, Word<B>... words) {
        BlockKind<B> block = new BlockKind<>(place);
        for (Word<B> word : words) {
            block.words.put(word.name(), word);
        }
        return block;
    }

    /** As {@link #of(String, Word[])}. */
    static <B> BlockKind<B> of(String place, List<Word<B>> words) {
        BlockKind<B> block = new BlockKind<>(place);
        words.forEach(word -> block.words.put(word.name(), word));
        return block;
    }

    String place() {
        return place;
    }

    Set<String> names() {
        return names;
    }

    Collection<Word<B>> words() {
        return Collections.unmodifiableCollection(words.values());
    }

    /** Reads one block; notes in {@code written} when a line of it could not be understood. */
    void read(Value.Function body, B block, WrittenWords written, Evaluator evaluator) {
        long before = evaluator.brokenLines();
        evaluator.block(body, words(block, written));
        if (evaluator.brokenLines() > before) {
            written.incomplete();
        }
    }

    /** The words of one block. */
    Words words(B block, WrittenWords written) {
        return new OfOneBlock(block, written);
    }

    private final class OfOneBlock implements Words {
        private final B block;
        private final WrittenWords written;

        OfOneBlock(B block, WrittenWords written) {
            this.block = block;
            this.written = written;
        }

        @Override
        public String place() {
            return place;
        }

        @Override
        public Set<String> names() {
            return BlockKind.this.names();
        }

        @Override
        public Optional<Value> call(WordCall call, Evaluator evaluator) {
            Word<B> word = words.get(call.word());
            return word == null ? Optional.empty() : Optional.of(carriedOut(word, call, evaluator));
        }

        private Value carriedOut(Word<B> word, WordCall call, Evaluator evaluator) {
            boolean first = written.note(call.word(), call.wordRange());
            if (!first && word.repetition() == Word.Repetition.ONCE) {
                evaluator.findings().add(written.repeated(call.word(), call.wordRange()));
                return Value.DONE;
            }
            return word.meaning().apply(block, new WordArguments(call, evaluator, word));
        }
    }
}
