package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.finding.Excerpt;
import io.partita.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls closures. A closure that is running cannot be called again, not even through a variable of another: so every
 * declaration ends.
 */
final class ClosureCalls {

    private final Evaluator evaluator;
    private final Set<Expression.Closure> running = Collections.newSetFromMap(new IdentityHashMap<>());

    ClosureCalls(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** The word with its arguments read. */
    WordCall word(Expression.Call call) {
        List<Argument> arguments = new ArrayList<>(call.arguments().size());
        for (Expression argument : call.arguments()) {
            arguments.add(argument(argument));
        }
        Map<String, WordCall.Named> named = call.named().isEmpty() ? Map.of() : new LinkedHashMap<>();
        for (Expression.Entry entry : call.named()) {
            Value key = evaluator.need(entry.key());
            Argument value = argument(entry.value());
            if (!(key instanceof Text text)) {
                evaluator.broken(Diagnostic.error("wrong-kind", "A computed key is not allowed here")
                        .fix("Write the key as a plain word.")
                        .at(entry.key().range()));
            } else if (named.put(text.text(), new WordCall.Named(entry.key().range(), value)) != null) {
                evaluator.broken(Diagnostic.error("duplicate-key", "'" + Excerpt.of(text.text()) + ":' is given twice")
                        .fix("Remove one of the two.")
                        .at(entry.key().range()));
            }
        }
        return new WordCall(call.name().name(), call.name().range(), call.range(), arguments, named);
    }

    private Argument argument(Expression expression) {
        return new Argument(evaluator.need(expression), expression.range());
    }

    /** A call of a closure kept in a variable. */
    Value variable(Value value, Expression.Call call) {
        List<Value> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(evaluator.need(argument)));
        if (value instanceof Value.Broken || arguments.contains(Value.BROKEN)) {
            return Value.BROKEN;
        }
        if (!call.named().isEmpty()) {
            return evaluator.broken(Diagnostic.error("wrong-arguments", "A closure takes no 'key: value' arguments")
                    .fix("Pass a map: '" + call.name().name() + "([key: value])'.")
                    .at(call.range()));
        }
        if (value instanceof Function function) {
            return function(function, arguments, call.range());
        }
        return evaluator.broken(Diagnostic.error(
                        "wrong-kind", "'" + call.name().name() + "' is " + value.kind() + " and cannot be called")
                .fix("Use the name alone, or give the variable another name than the word.")
                .at(call.name().range()));
    }

    /** The value of a closure for its arguments; a single list is spread over several parameters. */
    Value function(Function function, List<Value> arguments, SourceRange where) {
        Expression.Closure closure = function.closure();
        List<Value> given = arguments;
        int wanted = closure.parameters().map(List::size).orElse(1);
        if (wanted > 1 && given.size() == 1 && given.get(0) instanceof Items list) {
            given = list.items();
        }
        boolean implicit = closure.parameters().isEmpty();
        if (implicit ? given.size() > 1 : given.size() != wanted) {
            return evaluator.broken(Diagnostic.error(
                            "wrong-number-of-arguments",
                            "The closure takes " + count(wanted) + " and gets " + given.size())
                    .fix("Match the names before '->' with the values that are passed.")
                    .at(where));
        }
        if (!running.add(closure)) {
            return evaluator.broken(Diagnostic.error("recursion", "This closure is called while it is running")
                    .because("Every declaration ends, so a closure cannot call itself, directly or through another.")
                    .fix("Write a list and 'each' or 'collect' instead.")
                    .at(where));
        }
        Scope inner = function.scope().inner();
        List<Value> values = given;
        try {
            bind(closure, values, inner);
            return evaluator.within(
                    inner, evaluator.words(), () -> new StatementEvaluator(evaluator).answer(closure.body()));
        } finally {
            running.remove(closure);
        }
    }

    private static String count(int wanted) {
        return wanted == 1 ? "1 value" : wanted + " values";
    }

    private void bind(Expression.Closure closure, List<Value> values, Scope inner) {
        if (closure.parameters().isEmpty()) {
            inner.define("it", values.isEmpty() ? Value.NOTHING : values.get(0));
            return;
        }
        List<Expression.Name> names = closure.parameters().get();
        for (int i = 0; i < names.size(); i++) {
            if (evaluator.names().mayDefine(names.get(i), values.get(i), inner)) {
                inner.define(names.get(i).name(), values.get(i));
            }
        }
    }

    /** Runs the body of a block with the words of its kind. */
    void block(Function block, Words words) {
        Expression.Closure closure = block.closure();
        if (closure.parameters().isPresent() && !closure.parameters().get().isEmpty()) {
            evaluator.brokenLine();
            evaluator.broken(Diagnostic.error("wrong-number-of-arguments", "A block has no parameters")
                    .fix("Remove the names and '->'.")
                    .at(closure.range()));
            return;
        }
        if (!running.add(closure)) {
            evaluator.brokenLine();
            evaluator.broken(Diagnostic.error("recursion", "This block is used within itself")
                    .fix("Write the inner block out.")
                    .at(closure.range()));
            return;
        }
        try {
            evaluator.within(block.scope().inner(), words, () -> {
                new StatementEvaluator(evaluator).declare(closure.body());
                return Value.DONE;
            });
        } finally {
            running.remove(closure);
        }
    }
}
