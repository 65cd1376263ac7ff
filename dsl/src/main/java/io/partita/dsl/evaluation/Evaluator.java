package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import io.partita.dsl.finding.Findings;
import io.partita.dsl.syntax.Expression;
import io.partita.dsl.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads expressions. Names of variables are those of the place where an expression is written; words are those of the
 * block in which it is run.
 *
 * <p>A mistake is reported once and gives {@link Value#BROKEN}, about which nothing more is said.
 */
public final class Evaluator implements Expression.Visitor<Value> {

    private final Findings findings;
    private final Budget budget;
    private final Vocabulary vocabulary;
    private final ClosureCalls calls;
    private final Operators operators;
    private final Methods methods;
    private final NameResolution names;
    private Scope scope = Scope.outermost();
    private Words words;
    private long brokenLines;
    private Position position = Position.LINE;

    /** Where an expression stands. */
    enum Position {
        /** On a line of its own, where it may declare something. */
        LINE,
        /** Where a value is needed. */
        VALUE
    }

    public Evaluator(Findings findings, Budget budget, Vocabulary vocabulary, Words outermost) {
        this.findings = findings;
        this.budget = budget;
        this.vocabulary = vocabulary;
        this.words = outermost;
        this.calls = new ClosureCalls(this);
        this.operators = new Operators(this);
        this.methods = new Methods(this);
        this.names = new NameResolution(this, vocabulary);
    }

    /** Reads the statements of a file. Variables of the files before are known. */
    public void read(List<Statement> file) {
        new StatementEvaluator(this).declare(file);
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

    ClosureCalls calls() {
        return calls;
    }

    NameResolution names() {
        return names;
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

    /** What a word costs beside its arguments, such as the reading of a file. */
    public void charge(long steps, SourceRange where) {
        budget.steps(steps, where);
    }

    /** The value of a line: nothing when it declares something. */
    Value line(Expression expression) {
        return at(Position.LINE, expression);
    }

    private Value at(Position inner, Expression expression) {
        Position outer = position;
        position = inner;
        try {
            return evaluate(expression);
        } finally {
            position = outer;
        }
    }

    private Value evaluate(Expression expression) {
        budget.step(expression.range());
        budget.enter(expression.range());
        budget.mistakes(findings.reported(), expression.range());
        Value value = expression.accept(this);
        budget.leave();
        return value;
    }

    /** The value of an expression that must have one: not the result of a word that declares something. */
    Value need(Expression expression) {
        Value value = at(Position.VALUE, expression);
        if (value instanceof Value.Done) {
            return broken(Diagnostic.error("no-value", "This declares something and has no value")
                    .fix("Write it on a line of its own.")
                    .at(expression.range()));
        }
        return value;
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
            Value value = need(part);
            if (value instanceof Value.Reference reference) {
                vocabulary.replaced(reference);
            }
            Optional<String> text = operators.shown(value, part.range());
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
        return names.value(name);
    }

    @Override
    public Value unary(Expression.Unary unary) {
        return operators.unary(unary.operator(), need(unary.operand()), unary.range());
    }

    @Override
    public Value binary(Expression.Binary binary) {
        if (binary.operator() == io.partita.dsl.syntax.Operator.MINUS
                && binary.left() instanceof Expression.Name name) {
            Optional<Diagnostic> negative = names.subtractedFrom(name, binary.range());
            if (negative.isPresent()) {
                return broken(negative.get());
            }
        }
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

    @Override
    public Value property(Expression.Property property) {
        Value target = names.receiver(property.target(), property.name());
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

    @Override
    public Value call(Expression.Call call) {
        if (call.target().isPresent()) {
            return methods.call(names.receiver(call.target().get(), call.name()), call);
        }
        Optional<Value> variable = scope.find(call.name().name());
        if (variable.isPresent() && !vocabulary.places().containsKey(call.name().name())) {
            return calls.variable(variable.get(), call);
        }
        Position here = position;
        return names.word(calls.word(call), here);
    }
}
