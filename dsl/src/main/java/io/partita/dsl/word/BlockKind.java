package io.partita.dsl.word;

import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.evaluation.Words;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The words of a kind of block, each with what it does. */
class WordTable implements Words {

    private final String place;
    private final Map<String, BiConsumer<WordCall, Evaluator>> words;

    WordTable(String place, Map<String, BiConsumer<WordCall, Evaluator>> words) {
        this.place = place;
        this.words = Collections.unmodifiableMap(new TreeMap<>(words));
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Set<String> names() {
        return words.keySet();
    }

    @Override
    public Optional<Value> call(WordCall call, Evaluator evaluator) {
        BiConsumer<WordCall, Evaluator> word = words.get(call.word());
        if (word == null) {
            return Optional.empty();
        }
        word.accept(call, evaluator);
        return Optional.of(Value.DONE);
    }
}
