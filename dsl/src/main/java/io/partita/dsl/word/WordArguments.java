package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Argument;
<<<<<<< HEAD
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.finding.Findings;
=======
import io.partita.dsl.evaluation.Evaluator;
import io.partita.dsl.evaluation.Value;
import io.partita.dsl.evaluation.WordCall;
import io.partita.dsl.finding.Excerpt;
>>>>>>> wt/dsl
import io.partita.dsl.finding.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
<<<<<<< HEAD
import java.util.TreeSet;

/** What was given to a word: answers by kind, and reports what is wrong with it. Nothing is said about a value whose mistake has been reported. */
final class Given {

    /** No name, address or path is longer; checking and quoting longer ones would cost without end. */
    private static final int LONGEST_TEXT = 10_000;

    private final WordCall call;
    private final Findings findings;
    private final String usage;

    /** @param usage how the word is written, for the fix */
    Given(WordCall call, Findings findings, String usage) {
        this.call = call;
        this.findings = findings;
        this.usage = usage;
    }

    Findings findings() {
        return findings;
    }

    void report(String code, String summary, SourceRange where) {
        findings.add(Diagnostic.error(code, summary).fix("Write " + usage + ".").at(where));
    }

    /** Whether the number of plain arguments and the keys are those of the word. */
    boolean shaped(int arguments, String... keys) {
        return shaped(arguments, arguments, keys);
    }

    boolean shaped(int fewest, int most, String... keys) {
        boolean known = keysAmong(Set.of(keys));
        int count = call.arguments().size();
        if (count < fewest) {
            report(
                    "missing-argument",
                    "'" + call.word() + "' needs " + number(fewest) + " and gets " + count,
                    call.range());
        } else if (count > most) {
            report(
                    "too-many-arguments",
                    "'" + call.word() + "' takes " + (most == 0 ? "no value" : number(most)) + " and gets " + count,
                    call.arguments().get(most).range());
        }
        return known && count >= fewest && count <= most;
=======

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
>>>>>>> wt/dsl
    }

    private static String number(int count) {
        return count == 1 ? "1 value" : count + " values";
    }

<<<<<<< HEAD
    private boolean keysAmong(Set<String> keys) {
        boolean all = true;
        for (String key : call.named().keySet()) {
            if (!keys.contains(key)) {
                all = false;
                findings.add(unknownKey(
                        key,
                        keys,
                        "'" + call.word() + "'",
                        call.named().get(key).keyRange()));
=======
    private boolean keysAreKnown() {
        boolean all = true;
        for (String key : call.named().keySet()) {
            if (!word.keys().contains(key)) {
                all = false;
                SourceRange where = call.named().get(key).keyRange();
                findings().add(unknownKey(key, word.sortedKeys(), "'" + call.word() + "'", where));
>>>>>>> wt/dsl
            }
        }
        return all;
    }

<<<<<<< HEAD
    static Diagnostic unknownKey(String key, Set<String> keys, String of, SourceRange where) {
        String question = Spelling.question(key, keys);
        String known = keys.isEmpty()
                ? "It takes no 'key: value' arguments."
                : "Known: " + String.join(", ", new TreeSet<>(keys)) + ".";
        return Diagnostic.error("unknown-key", "Unknown key '" + Excerpt.of(key) + ":' of " + of)
                .because(known)
=======
    /** @param known in the order in which they are shown */
    static Diagnostic unknownKey(String key, Set<String> known, String of, SourceRange where) {
        String question = Spelling.question(key, known);
        return Diagnostic.error("unknown-key", "Unknown key '" + Excerpt.of(key) + ":' of " + of)
                .because(
                        known.isEmpty()
                                ? "It takes no 'key: value' arguments."
                                : "Known: " + String.join(", ", known) + ".")
>>>>>>> wt/dsl
                .fix(question.isEmpty() ? "Remove it." : question)
                .at(where);
    }

<<<<<<< HEAD
    Argument argument(int index) {
        return call.arguments().get(index);
    }

    Optional<Argument> named(String key) {
        return Optional.ofNullable(call.named().get(key)).map(WordCall.Named::argument);
    }

    Optional<String> text(Argument argument, String what) {
        if (argument.value() instanceof Value.Text text) {
            return notEmpty(text.text(), argument, what);
        }
        wrongKind(argument, what);
        return Optional.empty();
    }

    private Optional<String> notEmpty(String text, Argument argument, String what) {
        if (text.length() > LONGEST_TEXT) {
            report(
                    "text-too-long",
                    what + " has " + text.length() + " characters; the limit is " + LONGEST_TEXT,
                    argument.range());
            return Optional.empty();
        }
        if (text.isBlank()) {
            report("empty-text", what + " is empty", argument.range());
            return Optional.empty();
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            report("control-character", what + " contains a control character", argument.range());
            return Optional.empty();
        }
        return Optional.of(text);
=======
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
>>>>>>> wt/dsl
    }

    Optional<Value.Function> block(Argument argument) {
        if (argument.value() instanceof Value.Function function) {
            return Optional.of(function);
        }
        wrongKind(argument, "'" + call.word() + "'");
        return Optional.empty();
    }

<<<<<<< HEAD
    void wrongKind(Argument argument, String what) {
        if (!(argument.value() instanceof Value.Broken)) {
            report("wrong-kind", what + " cannot be " + argument.value().kind(), argument.range());
        }
    }

    /** The words of a command, each a text; empty when one is not. */
    Optional<List<String>> command() {
        if (call.arguments().isEmpty()) {
            shaped(1, Integer.MAX_VALUE);
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (Argument argument : flat(call.arguments())) {
            if (argument.value() instanceof Value.Text word
                    && !(words.isEmpty() && word.text().isBlank())) {
                words.add(word.text());
=======
    /** The words of a command, each a text; empty when one is not. */
    Optional<List<String>> command() {
        List<String> words = new ArrayList<>();
        for (Argument argument : flatValues()) {
            if (argument.value() instanceof Value.Text text
                    && !(words.isEmpty() && text.text().isBlank())) {
                words.add(text.text());
>>>>>>> wt/dsl
            } else if (argument.value() instanceof Value.Whole number) {
                words.add(Long.toString(number.number()));
            } else {
                wrongKind(argument, "A word of the command");
                return Optional.empty();
            }
        }
<<<<<<< HEAD
        boolean shaped = shaped(1, Integer.MAX_VALUE);
        return shaped && !words.isEmpty() ? Optional.of(words) : Optional.empty();
    }

    /** Lists among the arguments are taken apart. */
    static List<Argument> flat(List<Argument> arguments) {
        List<Argument> flat = new ArrayList<>();
        for (Argument argument : arguments) {
            if (argument.value() instanceof Value.Items list) {
                list.items().forEach(item -> flat.add(new Argument(item, argument.range())));
            } else {
                flat.add(argument);
            }
        }
        return flat;
    }

    /** A path of a file: relative ones start at the declaration's folder. */
    Optional<String> path(Argument argument, String what) {
        return text(argument, what).filter(path -> {
            boolean fine = !path.startsWith("~") && !path.endsWith("/");
            if (!fine) {
                report(
                        "bad-path",
                        what + (path.startsWith("~") ? " starts with '~', which is not expanded" : " names a folder"),
                        argument.range());
            }
            return fine;
        });
    }
=======
        boolean shaped = shaped();
        return shaped && !words.isEmpty() ? Optional.of(words) : Optional.empty();
    }
>>>>>>> wt/dsl
}
