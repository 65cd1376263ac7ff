package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Reference;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import io.partita.dsl.syntax.Expression;
import io.partita.dsl.syntax.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the operators do with values. */
final class Operators {

    private final Evaluator evaluator;

    Operators(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** Groovy's truth: null, zero, and what is empty do not hold. */
    static boolean truth(Value value) {
        if (value instanceof Truth truth) {
            return truth.truth();
        }
        if (value instanceof Whole whole) {
            return whole.number() != 0;
        }
        if (value instanceof Text text) {
            return !text.text().isEmpty();
        }
        if (value instanceof Items list) {
            return !list.items().isEmpty();
        }
        if (value instanceof Entries map) {
            return !map.entries().isEmpty();
        }
        return !(value instanceof Value.Nothing);
    }

    boolean holds(Value value) {
        return truth(value);
    }

    /** Every entry as a map of {@code key} and {@code value}. */
    static List<Value> pairs(Entries map) {
        List<Value> pairs = new ArrayList<>();
        map.entries().forEach((key, value) -> {
            Map<Value, Value> pair = new LinkedHashMap<>();
            pair.put(new Text("key"), key);
            pair.put(new Text("value"), value);
            pairs.add(new Entries(pair));
        });
        return pairs;
    }

    /** A value as a key of a map: a participant's name is its text. */
    Value key(Value key, SourceRange where) {
        lookedUp(key, where);
        if (key instanceof Reference reference) {
            return new Text(reference.name());
        }
        if (key instanceof Text || key instanceof Whole || key instanceof Truth || key instanceof Value.Broken) {
            return key;
        }
        return evaluator.broken(Diagnostic.error("wrong-kind", "A key is a text or a number, not " + key.kind())
                .fix("Use a text.")
                .at(where));
    }

    /** Pays for looking up a key: a long text is compared character by character. */
    void lookedUp(Value key, SourceRange where) {
        evaluator.budget().steps(key.weight() - 1, where);
    }

    /** A value as part of a text; empty when it has none, which has been reported. */
    Optional<String> shown(Value value, SourceRange where) {
        if (value instanceof Text text) {
            return Optional.of(text.text());
        }
        if (value instanceof Whole whole) {
            return Optional.of(Long.toString(whole.number()));
        }
        if (value instanceof Truth truth) {
            return Optional.of(Boolean.toString(truth.truth()));
        }
        if (value instanceof Reference reference) {
            return Optional.of(reference.name());
        }
        if (value instanceof Value.Symbol symbol) {
            return Optional.of(symbol.word());
        }
        if (!(value instanceof Value.Broken)) {
            evaluator.broken(Diagnostic.error("no-text", "A text cannot contain " + value.kind())
                    .because(
                            value instanceof Value.Hidden
                                    ? "A secret is only read by the connection that needs it."
                                    : "")
                    .fix(value instanceof Items ? "Write \"${list.join(', ')}\"." : "Use a text or a number.")
                    .at(where));
        }
        return Optional.empty();
    }

    Value unary(Operator operator, Value operand, SourceRange where) {
        if (operand instanceof Value.Broken) {
            return operand;
        }
        if (operator == Operator.NOT) {
            return new Truth(!truth(operand));
        }
        if (operand instanceof Whole whole) {
            return number(() -> Math.negateExact(whole.number()), where);
        }
        return unfit(operator, operand, operand, where);
    }

    Value binary(Operator operator, Value left, Value right, SourceRange where) {
        if (left instanceof Value.Broken || right instanceof Value.Broken) {
            return Value.BROKEN;
        }
        return switch (operator) {
            case EQUAL -> new Truth(same(left, right, where));
            case NOT_EQUAL -> new Truth(!same(left, right, where));
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, COMPARE -> comparison(operator, left, right, where);
            case IN -> contained(operator, left, right, where);
            case NOT_IN -> negated(contained(operator, left, right, where));
            case PLUS -> sum(left, right, where);
            default -> arithmetic(operator, left, right, where);
        };
    }

    private static Value negated(Value value) {
        return value instanceof Truth truth ? new Truth(!truth.truth()) : value;
    }

    boolean same(Value left, Value right, SourceRange where) {
        evaluator.budget().steps(Math.min(left.weight(), right.weight()), where);
        return comparable(left).equals(comparable(right));
    }

    /** A participant's bare name equals its text. */
    private static Value comparable(Value value) {
        return value instanceof Reference reference ? new Text(reference.name()) : value;
    }

    private Value comparison(Operator operator, Value left, Value right, SourceRange where) {
        OptionalInt order = order(left, right);
        if (order.isEmpty()) {
            return unfit(operator, left, right, where);
        }
        int sign = order.getAsInt();
        return switch (operator) {
            case LESS -> new Truth(sign < 0);
            case LESS_OR_EQUAL -> new Truth(sign <= 0);
            case GREATER -> new Truth(sign > 0);
            case GREATER_OR_EQUAL -> new Truth(sign >= 0);
            default -> new Whole(sign);
        };
    }

    /** Numbers by size, texts by their characters; empty for anything else. */
    static OptionalInt order(Value left, Value right) {
        Value a = comparable(left);
        Value b = comparable(right);
        if (a instanceof Whole x && b instanceof Whole y) {
            return OptionalInt.of(Long.compare(x.number(), y.number()));
        }
        if (a instanceof Text x && b instanceof Text y) {
            return OptionalInt.of(Integer.signum(x.text().compareTo(y.text())));
        }
        return OptionalInt.empty();
    }

    private Value contained(Operator operator, Value left, Value right, SourceRange where) {
        evaluator.budget().steps(right.weight(), where);
        lookedUp(left, where);
        if (right instanceof Items list) {
            return new Truth(
                    list.items().stream().anyMatch(item -> comparable(item).equals(comparable(left))));
        }
        if (right instanceof Entries map) {
            return new Truth(map.entries().containsKey(comparable(left)));
        }
        return unfit(operator, left, right, where);
    }

    Value sum(Value left, Value right, SourceRange where) {
        if (left instanceof Whole a && right instanceof Whole b) {
            return number(() -> Math.addExact(a.number(), b.number()), where);
        }
        if (left instanceof Items list) {
            List<Value> all = new ArrayList<>(list.items());
            if (right instanceof Items other) {
                all.addAll(other.items());
            } else {
                all.add(right);
            }
            evaluator.budget().steps(all.size() / 8, where);
            return evaluator.list(all, where);
        }
        if (left instanceof Entries map && right instanceof Entries other) {
            Map<Value, Value> all = new LinkedHashMap<>(map.entries());
            all.putAll(other.entries());
            return evaluator.map(all, where);
        }
        if (left instanceof Text || right instanceof Text) {
            Optional<String> a = shown(left, where);
            Optional<String> b = shown(right, where);
            if (a.isEmpty() || b.isEmpty()) {
                return Value.BROKEN;
            }
            evaluator.budget().text((long) a.get().length() + b.get().length(), where);
            return new Text(a.get() + b.get());
        }
        return unfit(Operator.PLUS, left, right, where);
    }

    private Value arithmetic(Operator operator, Value left, Value right, SourceRange where) {
        if (left instanceof Whole a && right instanceof Whole b) {
            return numbers(operator, a.number(), b.number(), where);
        }
        if (operator == Operator.MINUS && left instanceof Items list) {
            List<Value> gone = right instanceof Items other ? other.items() : List.of(right);
            evaluator.budget().steps(left.weight() * Math.max(1, Math.min(gone.size(), 1_000_000)), where);
            return evaluator.list(
                    list.items().stream()
                            .filter(item ->
                                    gone.stream().noneMatch(g -> comparable(g).equals(comparable(item))))
                            .toList(),
                    where);
        }
        if (operator == Operator.TIMES
                && left instanceof Text text
                && right instanceof Whole times
                && times.number() >= 0) {
            evaluator.budget().text(sized(text.text().length(), times.number()), where);
            return new Text(text.text().repeat((int) times.number()));
        }
        return unfit(operator, left, right, where);
    }

    /**
     * Length times count without overflow; an empty text costs as much as its count, so that the count stays an int.
     */
    private static long sized(int length, long times) {
        return times > Budget.LONGEST_TEXT ? Long.MAX_VALUE : (long) length * times;
    }

    private Value numbers(Operator operator, long a, long b, SourceRange where) {
        if ((operator == Operator.DIVIDE || operator == Operator.REMAINDER) && b == 0) {
            return evaluator.broken(Diagnostic.error("division-by-zero", "Division by zero")
                    .fix("Check the number after '" + operator.sign() + "'.")
                    .at(where));
        }
        if (operator == Operator.DIVIDE && a % b != 0) {
            return evaluator.broken(Diagnostic.error("not-a-whole-number", a + " / " + b + " is not a whole number")
                    .because("Only whole numbers are used.")
                    .fix("Write 'a.intdiv(b)' to round towards zero.")
                    .at(where));
        }
        return switch (operator) {
            case MINUS -> number(() -> Math.subtractExact(a, b), where);
            case TIMES -> number(() -> Math.multiplyExact(a, b), where);
            case DIVIDE -> a == Long.MIN_VALUE && b == -1 ? number(() -> Math.negateExact(a), where) : new Whole(a / b);
            case REMAINDER -> new Whole(b == -1 ? 0 : a % b);
            default -> throw new IllegalStateException("not arithmetic: " + operator);
        };
    }

    /** A calculation that throws {@link ArithmeticException} on overflow. */
    interface Calculation {
        long result();
    }

    Value number(Calculation calculation, SourceRange where) {
        try {
            return new Whole(calculation.result());
        } catch (ArithmeticException overflow) {
            return evaluator.broken(Diagnostic.error("number-too-large", "The result is too large for a number")
                    .because("Whole numbers have 64 bits.")
                    .fix("Check the calculation.")
                    .at(where));
        }
    }

    private Value unfit(Operator operator, Value left, Value right, SourceRange where) {
        boolean one = operator == Operator.NEGATE;
        return evaluator.broken(Diagnostic.error(
                        "wrong-kind",
                        "'" + operator.sign() + "' does not work with " + left.kind()
                                + (one ? "" : " and " + right.kind()))
                .fix("Check both sides of the operator.")
                .at(where));
    }

    Value span(Value from, Value to, Expression.Span span) {
        if (from instanceof Value.Broken || to instanceof Value.Broken) {
            return Value.BROKEN;
        }
        if (!(from instanceof Whole first && to instanceof Whole last)) {
            return evaluator.broken(Diagnostic.error("wrong-kind", "A range goes from a number to a number")
                    .fix("Write it as '1..3'.")
                    .at(span.range()));
        }
        return numbers(first.number(), last.number(), span);
    }

    private Value numbers(long first, long last, Expression.Span span) {
        boolean empty = span.end() == Expression.Span.End.EXCLUDED && first == last;
        long step = first <= last ? 1 : -1;
        long size;
        try {
            long end = span.end() == Expression.Span.End.EXCLUDED && !empty ? Math.subtractExact(last, step) : last;
            size = empty ? 0 : Math.addExact(Math.abs(Math.subtractExact(end, first)), 1);
        } catch (ArithmeticException overflow) {
            size = Long.MAX_VALUE;
        }
        evaluator.budget().items(size, span.range());
        List<Value> items = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            items.add(new Whole(first + i * step));
        }
        return evaluator.list(items, span.range());
    }

    Value index(Value target, Value index, Expression.Index place) {
        if (target instanceof Value.Broken || index instanceof Value.Broken) {
            return Value.BROKEN;
        }
        if (target instanceof Entries map) {
            lookedUp(index, place.range());
            return map.entries().getOrDefault(comparable(index), Value.NOTHING);
        }
        if (target instanceof Items list && index instanceof Whole whole) {
            return at(list, whole.number(), place.range());
        }
        return evaluator.broken(
                Diagnostic.error("wrong-kind", "An index does not work with " + target.kind() + " and " + index.kind())
                        .fix("Write 'list[0]' or 'map[key]'.")
                        .at(place.range()));
    }

    private Value at(Items list, long index, SourceRange where) {
        int size = list.items().size();
        long actual = index < 0 ? index + size : index;
        if (actual >= 0 && actual < size) {
            return list.items().get((int) actual);
        }
        return evaluator.broken(Diagnostic.error("no-such-item", "There is no item " + index + " in a list of " + size)
                .because("The first item is 0.")
                .fix("Check the index.")
                .at(where));
    }
}
