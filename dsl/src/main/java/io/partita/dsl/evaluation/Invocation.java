package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of a method of a value. Accessors report an argument of the wrong kind and throw {@link WrongArgument},
 * which the caller of the method catches.
 */
record Invocation(Evaluator evaluator, String name, Value receiver, List<Argument> arguments, SourceRange range) {

    /** Ends a method whose argument has been reported. */
    static final class WrongArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongArgument() {
            super("reported", null, false, false);
        }
    }

    String self() {
        return ((Text) receiver).text();
    }

    List<Value> items() {
        return ((Items) receiver).items();
    }

    Map<Value, Value> entries() {
        return ((Entries) receiver).entries();
    }

    long number() {
        return ((Whole) receiver).number();
    }

    boolean has(int index) {
        return index < arguments.size();
    }

    Value value(int index) {
        return arguments.get(index).value();
    }

    SourceRange place(int index) {
        return arguments.get(index).range();
    }

    String text(int index) {
        if (value(index) instanceof Value.Reference reference) {
            return reference.name();
        }
        if (value(index) instanceof Text text) {
            return text.text();
        }
        throw wrong(index, "a text");
    }

    String text(int index, String otherwise) {
        return has(index) ? text(index) : otherwise;
    }

    long whole(int index) {
        if (value(index) instanceof Whole whole) {
            return whole.number();
        }
        throw wrong(index, "a number");
    }

    List<Value> list(int index) {
        if (value(index) instanceof Items list) {
            return list.items();
        }
        throw wrong(index, "a list");
    }

    Function closure(int index) {
        if (value(index) instanceof Function function) {
            return function;
        }
        throw wrong(index, "a closure '{ … }'");
    }

    Optional<Function> closureIfAny(int index) {
        return has(index) ? Optional.of(closure(index)) : Optional.empty();
    }

    private WrongArgument wrong(int index, String wanted) {
        return fail(
                "wrong-kind",
                "'" + name + "' takes " + wanted + ", not " + value(index).kind(),
                "Pass " + wanted + ".",
                place(index));
    }

    /** Reports a mistake; to be thrown. */
    WrongArgument fail(String code, String summary, String fix, SourceRange where) {
        evaluator.broken(Diagnostic.error(code, summary).fix(fix).at(where));
        return new WrongArgument();
    }

    /** Calls the closure with values; a mistake in it has been reported and is {@link Value#BROKEN}. */
    Value call(Function function, Value... values) {
        evaluator.budget().step(range);
        return evaluator.calls().function(function, List.of(values), range);
    }

    /** The closure's value, which must be one. */
    Value result(Function function, Value... values) {
        Value value = call(function, values);
        if (value instanceof Value.Done) {
            throw fail(
                    "no-value",
                    "The closure of '" + name + "' gives no value",
                    "End it with the value, or use 'each'.",
                    function.closure().range());
        }
        if (value instanceof Value.Broken) {
            throw new WrongArgument();
        }
        return value;
    }

    boolean holds(Function function, Value... values) {
        return Operators.truth(result(function, values));
    }

    Value list(List<Value> items) {
        return evaluator.list(items, range);
    }

    Value map(Map<Value, Value> entries) {
        return evaluator.map(entries, range);
    }

    Value text(String text) {
        return evaluator.text(text, range);
    }

    void steps(long count) {
        evaluator.budget().steps(count, range);
    }
}
