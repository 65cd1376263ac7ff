package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.diagnostic.Spelling;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Reference;
import io.partita.dsl.evaluation.Value.Symbol;
import io.partita.dsl.syntax.Expression;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a name stands for at a place: a variable, a word, or a participant or key; and what is said about a name that stands
 * for nothing.
 */
final class NameResolution {

    private static final long STEPS_PER_NAME = 4;

    private final Evaluator evaluator;
    private final Vocabulary vocabulary;

    /** What names that are no variables stood for where they were met last: a loop meets them again and again. */
    private final Map<SourceRange, Met> met = new IdentityHashMap<>();

    /** @param among the words of the block */
    private record Met(Expression.Name name, Set<String> among, Value value) {}

    NameResolution(Evaluator evaluator, Vocabulary vocabulary) {
        this.evaluator = evaluator;
        this.vocabulary = vocabulary;
    }

    /**
     * Whether a variable may have this name in the scope where it is to be defined; says why not. A closure would be
     * called by the name, so it may not have that of a word; any other value may, because words are only looked up
     * where they are followed by something.
     */
    boolean mayDefine(Expression.Name name, Value value, Scope where) {
        String text = name.name();
        boolean taken = vocabulary.symbols().contains(text)
                || vocabulary.makers().contains(text)
                || value instanceof Function && vocabulary.places().containsKey(text);
        if (taken) {
            evaluator.broken(Diagnostic.error(
                            "name-is-a-word", "'" + text + "' is a word of the declaration and cannot be a variable")
                    .fix("Choose another name.")
                    .at(name.range()));
            return false;
        }
        if (!text.equals("it") && where.find(text).isPresent()) {
            evaluator.broken(Diagnostic.error("name-taken", "'" + text + "' is already defined")
                    .because("A variable is set once, also across the files of a folder.")
                    .fix("Choose another name.")
                    .at(name.range()));
            return false;
        }
        return true;
    }

    /** What a bare name stands for: a variable, a fixed word, or else a participant or a key. */
    Value value(Expression.Name name) {
        Optional<Value> variable = evaluator.scope().find(name.name());
        if (variable.isPresent()) {
            return variable.get();
        }
        Set<String> words = evaluator.words().names();
        Met before = met.get(name.range());
        if (before != null && before.name() == name && before.among() == words) {
            return before.value();
        }
        if (vocabulary.symbols().contains(name.name())) {
            return met(name, words, new Symbol(name.name()));
        }
        if (words.contains(name.name()) || vocabulary.makers().contains(name.name())) {
            return evaluator.broken(Diagnostic.error(
                            "missing-argument", "'" + name.name() + "' is used without its arguments")
                    .fix("Write " + vocabulary.usage(name.name()).orElse(name.name() + " with what belongs to it")
                            + ".")
                    .at(name.range()));
        }
        if (vocabulary.variables() == Vocabulary.Completeness.PARTIAL) {
            return Value.BROKEN;
        }
        Reference reference = new Reference(name.name(), name.range());
        Scope scope = evaluator.scope();
        vocabulary.referenced(reference, () -> {
            Set<String> alternatives = new TreeSet<>(scope.names());
            alternatives.addAll(vocabulary.symbols());
            return alternatives;
        });
        return met(name, words, reference);
    }

    private Value met(Expression.Name name, Set<String> among, Value value) {
        met.put(name.range(), new Met(name, among, value));
        return value;
    }

    /** The message about {@code threshold -1}: Groovy subtracts. Empty when the name is a variable or no word. */
    Optional<Diagnostic> subtractedFrom(Expression.Name name, SourceRange whole) {
        boolean word = evaluator.words().names().contains(name.name())
                && evaluator.scope().find(name.name()).isEmpty();
        return word
                ? Optional.of(
                        Diagnostic.error("read-as-subtraction", "'" + name.name() + " - …' is read as a subtraction")
                                .because("Behind a bare name, Groovy takes a minus sign for the operator.")
                                .fix("Write " + vocabulary.usage(name.name()).orElse(name.name()) + "; no word of the"
                                        + " declaration takes a negative number.")
                                .at(whole))
                : Optional.empty();
    }

    /** The value before a dot. A name that is no variable is most likely a class, which cannot be reached. */
    Value receiver(Expression target, Expression.Name member) {
        if (target instanceof Expression.Name name
                && evaluator.scope().find(name.name()).isEmpty()
                && !evaluator.words().names().contains(name.name())) {
            return vocabulary.variables() == Vocabulary.Completeness.PARTIAL
                    ? Value.BROKEN
                    : evaluator.broken(Methods.noReceiver(name, member, variables(target.range())));
        }
        return evaluator.need(target);
    }

    /** A bare name on a line of its own: a variable, or a word without arguments. */
    Value line(Expression.Name name) {
        boolean value = evaluator.scope().find(name.name()).isPresent()
                || vocabulary.symbols().contains(name.name());
        return value
                ? evaluator.line(name)
                : word(
                        new WordCall(name.name(), name.range(), name.range(), List.of(), Map.of()),
                        Evaluator.Position.LINE);
    }

    /** One name may be that of a word of the block, which has no value, and of one that makes a value. */
    Value word(WordCall call, Evaluator.Position position) {
        boolean made =
                position == Evaluator.Position.VALUE && vocabulary.makers().contains(call.word());
        Optional<Value> result = made ? vocabulary.make(call, evaluator) : declared(call);
        return result.orElseGet(() -> unknownWord(call.word(), call.wordRange()));
    }

    private Optional<Value> declared(WordCall call) {
        Optional<Value> result = evaluator.words().call(call, evaluator);
        return result.isPresent() ? result : vocabulary.make(call, evaluator);
    }

    private Value unknownWord(String name, SourceRange where) {
        if (vocabulary.variables() == Vocabulary.Completeness.PARTIAL) {
            return Value.BROKEN;
        }
        String place = vocabulary.places().get(name);
        if (place != null) {
            return evaluator.broken(Diagnostic.error("word-in-wrong-block", "'" + name + "' does not belong here")
                    .because("This is " + evaluator.words().place() + "; '" + name + "' is a word of " + place + ".")
                    .fix("Move it there.")
                    .at(where));
        }
        Set<String> known = new TreeSet<>(evaluator.words().names());
        known.addAll(variables(where));
        known.addAll(vocabulary.makers());
        String question = Spelling.question(name, known);
        return evaluator.broken(Diagnostic.error("unknown-word", "Unknown word '" + name + "'")
                .because("This is " + evaluator.words().place() + "; known here: "
                        + String.join(", ", evaluator.words().names()) + ".")
                .fix(vocabulary
                        .insteadOf(name)
                        .orElse(question.isEmpty() ? "Remove it, or use one of the known words." : question))
                .at(where));
    }

    /** All that are known here; what was meant is looked for among them, which costs. */
    private Set<String> variables(SourceRange where) {
        Set<String> variables = evaluator.scope().names();
        evaluator.budget().steps(variables.size() * STEPS_PER_NAME, where);
        return variables;
    }
}
