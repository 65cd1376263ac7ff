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
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** What is written behind a word: answers by kind, and reports what is wrong with it. */
final class WordArguments extends ValueReader {

    /** A program that is looked up, or one with options or signs of a shell behind it. */
    private static final Pattern LINE_OF_A_SHELL = Pattern.compile("^[^\\s/\\\\]+\\s+\\S|\\s(-\\S|[|>&<;]|&&|\\|\\|)");

    private static final Pattern DRIVE_AND_CONTROL = Pattern.compile("^[A-Za-z]:[\\n\\r\\t]");

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
        return shaped && !words.isEmpty() && isOneProgram(words) ? Optional.of(words) : Optional.empty();
    }

    /** Says what is wrong with words that were written as for a shell; nothing of them is looked up on this machine. */
    private boolean isOneProgram(List<String> words) {
        for (Argument argument : flatValues()) {
            OptionalInt control =
                    argument.value() instanceof Value.Text text ? madeByBackslash(text.text()) : OptionalInt.empty();
            if (control.isPresent()) {
                findings().add(controlCharacter("A word of the command", control.getAsInt(), argument.range()));
                return false;
            }
        }
        if (words.size() == 1 && LINE_OF_A_SHELL.matcher(words.get(0)).find()) {
            findings()
                    .add(Diagnostic.error("command-in-one-text", "The command is one text with all its words")
                            .because("No shell reads it: the whole text would be the name of a program.")
                            .fix("Write each word as a text of its own, as command 'program', 'argument'; what needs a"
                                    + " shell is command 'sh', '-c', '…'.")
                            .at(value(0).range()));
            return false;
        }
        return true;
    }

    /** A control character behind the letter of a drive, or in the name of a program's file. */
    private static OptionalInt madeByBackslash(String word) {
        return DRIVE_AND_CONTROL.matcher(word).find() ? OptionalInt.of(word.charAt(2)) : OptionalInt.empty();
    }
}
