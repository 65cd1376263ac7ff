package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.Spelling;
import io.partita.dsl.evaluation.Argument;
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.finding.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is written behind a word: answers by kind, and reports what is wrong with it. */
final class WordArguments extends ValueReader {

    private final WordCall call;
    private final Evaluator evaluator;
    private final Word<?> word;

    WordArguments(WordCall call, Evaluator evaluator, Word<?> word) {
        super(evaluator.findings(), word.usage());
        this.call = call;
        this.evaluator = evaluator;
        this.word = word;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** The word with all that follows it. */
    SourceRange range() {
        return call.range();
    }

    /** Whether the number of values and the keys are those of the word. */
    boolean shaped() {
        boolean known = keysAreKnown();
        int count = call.arguments().size();
        if (count < word.fewest()) {
            report(
                    "missing-argument",
                    "'" + call.word() + "' needs " + number(word.fewest()) + " and gets " + count,
                    call.range());
        } else if (count > word.most()) {
            report(
                    "too-many-arguments",
                    "'" + call.word() + "' takes " + (word.most() == 0 ? "no value" : number(word.most()))
                            + " and gets " + count,
                    call.arguments().get(word.most()).range());
        }
        return known && count >= word.fewest() && count <= word.most();
    }

    private static String number(int count) {
        return count == 1 ? "1 value" : count + " values";
    }

    private boolean keysAreKnown() {
        boolean all = true;
        for (String key : call.named().keySet()) {
            if (!word.keys().contains(key)) {
                all = false;
                SourceRange where = call.named().get(key).keyRange();
                findings().add(unknownKey(key, word.sortedKeys(), "'" + call.word() + "'", where));
            }
        }
        return all;
    }

    /** @param known in the order in which they are shown */
    static Diagnostic unknownKey(String key, Set<String> known, String of, SourceRange where) {
        String question = Spelling.question(key, known);
        return Diagnostic.error("unknown-key", "Unknown key '" + Excerpt.of(key) + ":' of " + of)
                .because(
                        known.isEmpty()
                                ? "It takes no 'key: value' arguments."
                                : "Known: " + String.join(", ", known) + ".")
                .fix(question.isEmpty() ? "Remove it." : question)
                .at(where);
    }

    /** A value, from 0; there must be one. */
    Argument value(int index) {
        return call.arguments().get(index);
    }

    /** The values; lists among them are taken apart. */
    List<Argument> flatValues() {
        List<Argument> flat = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            if (argument.value() instanceof Value.Items list) {
                list.items().forEach(item -> flat.add(new Argument(item, argument.range())));
            } else {
                flat.add(argument);
            }
        }
        return flat;
    }

    /** The value of a key; empty when it was not given. */
    Optional<Argument> named(String key) {
        return keyed(key).map(WordCall.Named::argument);
    }

    /** The place of a key that was given. */
    Optional<SourceRange> keyRange(String key) {
        return keyed(key).map(WordCall.Named::keyRange);
    }

    private Optional<WordCall.Named> keyed(String key) {
        return Optional.ofNullable(call.named().get(key));
    }

    Optional<Value.Function> block(Argument argument) {
        if (argument.value() instanceof Value.Function function) {
            return Optional.of(function);
        }
        wrongKind(argument, "'" + call.word() + "'");
        return Optional.empty();
    }

    /** The words of a command, each a text; empty when one is not. */
    Optional<List<String>> command() {
        List<String> words = new ArrayList<>();
        for (Argument argument : flatValues()) {
            if (argument.value() instanceof Value.Text text
                    && !(words.isEmpty() && text.text().isBlank())) {
                words.add(text.text());
            } else if (argument.value() instanceof Value.Whole number) {
                words.add(Long.toString(number.number()));
            } else {
                wrongKind(argument, "A word of the command");
                return Optional.empty();
            }
        }
        boolean shaped = shaped();
        return shaped && !words.isEmpty() ? Optional.of(words) : Optional.empty();
    }
}
