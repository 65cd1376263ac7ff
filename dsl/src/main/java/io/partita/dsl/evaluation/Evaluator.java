package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Reference;
import io.partita.dsl.evaluation.Value.Symbol;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.finding.Spelling;
import io.partita.dsl.syntax.Expression;
import io.partita.dsl.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads expressions. Names of variables are those of the place where an expression is written; words are those of the block in which it is run.
 *
 * <p>A mistake is reported once and gives {@link Value#BROKEN}, about which nothing more is said.
 */
public final class Evaluator implements Expression.Visitor<Value> {

    private final Findings findings;
    private final Budget budget;
    private final Vocabulary vocabulary;
    private final Calls calls;
    private final Operators operators;
    private final Methods methods;
    private Scope scope = Scope.outermost();
    private Words words;
    private long brokenLines;

    public Evaluator(Findings findings, Budget budget, Vocabulary vocabulary, Words outermost) {
        this.findings = findings;
        this.budget = budget;
        this.vocabulary = vocabulary;
        this.words = outermost;
        this.calls = new Calls(this);
        this.operators = new Operators(this);
        this.methods = new Methods(this);
    }

    /** Reads the statements of a file. Variables of the files before are known. */
    public void read(List<Statement> file) {
        new Statements(this).declare(file);
    }

    /** Runs a block with the words of its kind. */
    public void block(Function block, Words inner) {
        calls.block(block, inner);
    }

    /** Counts the lines so far that could not be understood: what seems to be missing may stand there. */
    public long brokenLines() {
        return brokenLines;
    }

    void brokenLine() {
        brokenLines++;
    }

    public Findings findings() {
        return findings;
    }

    Budget budget() {
        return budget;
    }

    Scope scope() {
        return scope;
    }

    Words words() {
        return words;
    }

    Calls calls() {
        return calls;
    }

    /** Runs an action with other variables and words. */
    <R> R within(Scope innerScope, Words innerWords, java.util.function.Supplier<R> action) {
        Scope outerScope = scope;
        Words outerWords = words;
        scope = innerScope;
        words = innerWords;
        try {
            return action.get();
        } finally {
            scope = outerScope;
            words = outerWords;
        }
    }

    Value evaluate(Expression expression) {
        budget.step(expression.range());
        budget.enter(expression.range());
        Value value = expression.accept(this);
        budget.leave();
        return value;
    }

    /** The value of an expression that must have one: not the result of a word that declares something. */
    Value need(Expression expression) {
        Value value = evaluate(expression);
        if (value instanceof Value.Done) {
            return broken(Diagnostic.error("no-value", "This declares something and has no value")
                    .fix("Write it on a line of its own.")
                    .at(expression.range()));
        }
        return value;
    }

    /**
     * Whether a variable may have this name in the scope where it is to be defined; says why not. A closure would be called by the name, so it may not have
     * that of a word; any other value may, because words are only looked up where they are followed by something.
     */
    boolean mayDefine(Expression.Name name, Value value, Scope where) {
        String text = name.name();
        boolean taken = vocabulary.symbols().contains(text)
                || vocabulary.makers().contains(text)
                || value instanceof Function && vocabulary.places().containsKey(text);
        if (taken) {
            broken(Diagnostic.error(
                            "name-is-a-word", "'" + text + "' is a word of the declaration and cannot be a variable")
                    .fix("Choose another name.")
                    .at(name.range()));
            return false;
        }
        if (!text.equals("it") && where.find(text).isPresent()) {
            broken(Diagnostic.error("name-taken", "'" + text + "' is already defined")
                    .because("A variable is set once, also across the files of a folder.")
                    .fix("Choose another name.")
                    .at(name.range()));
            return false;
        }
        return true;
    }

    Value broken(Diagnostic diagnostic) {
        findings.add(diagnostic);
        return Value.BROKEN;
    }

    /** A list, within the budget. */
    Value list(List<Value> items, SourceRange where) {
        if (items.contains(Value.BROKEN)) {
            return Value.BROKEN;
        }
        budget.items(items.size(), where);
        Items list = new Items(items);
        return weighed(list, where);
    }

    /** A map, within the budget. */
    Value map(Map<Value, Value> entries, SourceRange where) {
        if (entries.containsValue(Value.BROKEN)) {
            return Value.BROKEN;
        }
        budget.items(entries.size() * 2L, where);
        return weighed(new Entries(entries), where);
    }

    private Value weighed(Value collection, SourceRange where) {
        budget.nesting(collection.depth(), where);
        budget.steps(collection.weight() / 8, where);
        return collection;
    }

    /** A text, within the budget. */
    Value text(String text, SourceRange where) {
        budget.text(text.length(), where);
        return new Text(text);
    }

    @Override
    public Value text(Expression.TextLiteral literal) {
        return new Text(literal.text());
    }

    @Override
    public Value whole(Expression.WholeLiteral literal) {
        return new Whole(literal.number());
    }

    @Override
    public Value truth(Expression.TruthLiteral literal) {
        return new Truth(literal.truth());
    }

    @Override
    public Value nothing(Expression.NullLiteral literal) {
        return Value.NOTHING;
    }

    @Override
    public Value interpolated(Expression.Interpolated interpolated) {
        StringBuilder result = new StringBuilder();
        boolean broken = false;
        for (Expression part : interpolated.parts()) {
            Optional<String> text = operators.shown(need(part), part.range());
            broken |= text.isEmpty();
            result.append(text.orElse(""));
            if (result.length() > Budget.LONGEST_TEXT) {
                budget.text(result.length(), interpolated.range());
            }
        }
        return broken ? Value.BROKEN : text(result.toString(), interpolated.range());
    }

    @Override
    public Value list(Expression.ListLiteral list) {
        List<Value> items = new ArrayList<>();
        list.items().forEach(item -> items.add(need(item)));
        return list(items, list.range());
    }

    @Override
    public Value map(Expression.MapLiteral map) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        boolean broken = false;
        for (Expression.Entry entry : map.entries()) {
            Value key = operators.key(need(entry.key()), entry.key().range());
            Value value = need(entry.value());
            broken |= key instanceof Value.Broken;
            if (entries.put(key, value) != null && !(key instanceof Value.Broken)) {
                broken = true;
                broken(Diagnostic.error("duplicate-key", "This key is in the map twice")
                        .fix("Remove one of the two.")
                        .at(entry.key().range()));
            }
        }
        return broken ? Value.BROKEN : map(entries, map.range());
    }

    @Override
    public Value span(Expression.Span span) {
        return operators.span(need(span.from()), need(span.to()), span);
    }

    @Override
    public Value name(Expression.Name name) {
        Optional<Value> variable = scope.find(name.name());
        if (variable.isPresent()) {
            return variable.get();
        }
        if (vocabulary.symbols().contains(name.name())) {
            return new Symbol(name.name());
        }
        if (words.names().contains(name.name()) || vocabulary.makers().contains(name.name())) {
            return broken(Diagnostic.error("missing-argument", "'" + name.name() + "' is used without its arguments")
                    .fix("Write what belongs to '" + name.name() + "' behind it.")
                    .at(name.range()));
        }
        if (vocabulary.variables() == Vocabulary.Completeness.PARTIAL) {
            return Value.BROKEN;
        }
        Reference reference = new Reference(name.name(), name.range());
        Set<String> alternatives = new TreeSet<>(scope.names());
        alternatives.addAll(vocabulary.symbols());
        vocabulary.referenced(reference, alternatives);
        return reference;
    }

    @Override
    public Value unary(Expression.Unary unary) {
        return operators.unary(unary.operator(), need(unary.operand()), unary.range());
    }

    @Override
    public Value binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case AND, OR -> logical(binary);
            default -> operators.binary(binary.operator(), need(binary.left()), need(binary.right()), binary.range());
        };
    }

    private Value logical(Expression.Binary binary) {
        Value left = need(binary.left());
        if (left instanceof Value.Broken) {
            return left;
        }
        boolean and = binary.operator() == io.partita.dsl.syntax.Operator.AND;
        if (operators.holds(left) != and) {
            return new Truth(!and);
        }
        Value right = need(binary.right());
        return right instanceof Value.Broken ? right : new Truth(operators.holds(right));
    }

    Value operator(io.partita.dsl.syntax.Operator operator, Value left, Value right, SourceRange where) {
        return operators.binary(operator, left, right, where);
    }

    @Override
    public Value choice(Expression.Choice choice) {
        Value condition = need(choice.condition());
        if (condition instanceof Value.Broken) {
            return condition;
        }
        return evaluate(operators.holds(condition) ? choice.yes() : choice.no());
    }

    @Override
    public Value elvis(Expression.Elvis elvis) {
        Value value = need(elvis.value());
        return value instanceof Value.Broken || operators.holds(value) ? value : evaluate(elvis.otherwise());
    }

    @Override
    public Value index(Expression.Index index) {
        return operators.index(need(index.target()), need(index.index()), index);
    }

    /** The value before a dot. A name that is no variable is most likely a class, which cannot be reached. */
    private Value receiver(Expression target, Expression.Name member) {
        if (target instanceof Expression.Name name
                && scope.find(name.name()).isEmpty()
                && !words.names().contains(name.name())) {
            return vocabulary.variables() == Vocabulary.Completeness.PARTIAL
                    ? Value.BROKEN
                    : broken(methods.noReceiver(name, member, scope.names()));
        }
        return need(target);
    }

    @Override
    public Value property(Expression.Property property) {
        Value target = receiver(property.target(), property.name());
        if (target instanceof Value.Broken) {
            return target;
        }
        if (target instanceof Value.Nothing && property.access() == Expression.Access.SAFE) {
            return Value.NOTHING;
        }
        if (target instanceof Entries map) {
            return map.entries().getOrDefault(new Text(property.name().name()), Value.NOTHING);
        }
        return broken(methods.noProperty(target, property));
    }

    @Override
    public Value closure(Expression.Closure closure) {
        return new Function(closure, scope);
    }

    @Override
    public Value refused(Expression.Refused refused) {
        return Value.BROKEN;
    }

    /** A bare name on a line of its own: a variable, or a word without arguments. */
    Value line(Expression.Name name) {
        boolean value =
                scope.find(name.name()).isPresent() || vocabulary.symbols().contains(name.name());
        return value
                ? evaluate(name)
                : word(new WordCall(name.name(), name.range(), name.range(), List.of(), Map.of()));
    }

    @Override
    public Value call(Expression.Call call) {
        if (call.target().isPresent()) {
            return methods.call(receiver(call.target().get(), call.name()), call);
        }
        Optional<Value> variable = scope.find(call.name().name());
        if (variable.isPresent() && !vocabulary.places().containsKey(call.name().name())) {
            return calls.variable(variable.get(), call);
        }
        return word(calls.word(call));
    }

    private Value word(WordCall call) {
        Optional<Value> result = words.call(call, this);
        if (result.isEmpty()) {
            result = vocabulary.make(call, this);
        }
        return result.orElseGet(() -> unknownWord(call.word(), call.wordRange()));
    }

    private Value unknownWord(String name, SourceRange where) {
        if (vocabulary.variables() == Vocabulary.Completeness.PARTIAL) {
            return Value.BROKEN;
        }
        String place = vocabulary.places().get(name);
        if (place != null) {
            return broken(Diagnostic.error("word-in-wrong-block", "'" + name + "' does not belong here")
                    .because("This is " + words.place() + "; '" + name + "' is a word of " + place + ".")
                    .fix("Move it there.")
                    .at(where));
        }
        Set<String> known = new TreeSet<>(words.names());
        known.addAll(scope.names());
        known.addAll(vocabulary.makers());
        String question = Spelling.question(name, known);
        return broken(Diagnostic.error("unknown-word", "Unknown word '" + name + "'")
                .because("This is " + words.place() + "; known here: " + String.join(", ", words.names()) + ".")
                .fix(question.isEmpty() ? "Remove it, or use one of the known words." : question)
                .at(where));
    }
}
