package io.partita.dsl.syntax;

import io.partita.core.diagnostic.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An expression of the declaration's language: what is left of Groovy's expressions, each with its place. */
public sealed interface Expression {

    SourceRange range();

    <R> R accept(Visitor<R> visitor);

    /** One answer for every kind of expression. */
    interface Visitor<R> {
        R text(TextLiteral literal);

        R whole(WholeLiteral literal);

        R truth(TruthLiteral literal);

        R nothing(NullLiteral literal);

        R interpolated(Interpolated interpolated);

        R list(ListLiteral list);

        R map(MapLiteral map);

        R span(Span span);

        R name(Name name);

        R unary(Unary unary);

        R binary(Binary binary);

        R choice(Choice choice);

        R elvis(Elvis elvis);

        R index(Index index);

        R property(Property property);

        R call(Call call);

        R closure(Closure closure);

        R refused(Refused refused);
    }

    /** A string without interpolation, escapes resolved. */
    record TextLiteral(String text, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /** A whole number. */
    record WholeLiteral(long number, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.whole(this);
        }
    }

    /** {@code true} or {@code false}. */
    record TruthLiteral(boolean truth, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.truth(this);
        }
    }

    /** {@code null}. */
    record NullLiteral(SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nothing(this);
        }
    }

    /** A string with values in it; literal stretches are {@link TextLiteral}s. */
    record Interpolated(List<Expression> parts, SourceRange range) implements Expression {
        public Interpolated {
            parts = List.copyOf(parts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.interpolated(this);
        }
    }

    /** {@code [a, b]}. */
    record ListLiteral(List<Expression> items, SourceRange range) implements Expression {
        public ListLiteral {
            items = List.copyOf(items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.list(this);
        }
    }

    /** {@code [a: 1, 'b c': 2, (key): 3]}. */
    record MapLiteral(List<Entry> entries, SourceRange range) implements Expression {
        public MapLiteral {
            entries = List.copyOf(entries);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.map(this);
        }
    }

    /** {@code key: value}, in a map or among arguments; a bare key is a {@link TextLiteral}. */
    record Entry(Expression key, Expression value) {}

    /** {@code from..to} or {@code from..<to}. */
    record Span(Expression from, Expression to, End end, SourceRange range) implements Expression {

        /** Whether the upper end belongs to the span. */
        public enum End {
            INCLUDED,
            EXCLUDED
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.span(this);
        }
    }

    /** A bare name. */
    record Name(String name, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.name(this);
        }
    }

    /** An operator before one operand. */
    record Unary(Operator operator, Expression operand, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /** An operator between two operands. */
    record Binary(Operator operator, Expression left, Expression right, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code condition ? yes : no}. */
    record Choice(Expression condition, Expression yes, Expression no, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.choice(this);
        }
    }

    /** {@code value ?: otherwise}. */
    record Elvis(Expression value, Expression otherwise, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.elvis(this);
        }
    }

    /** {@code target[index]}. */
    record Index(Expression target, Expression index, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.index(this);
        }
    }

    /** {@code target.name}: the value of a map under a key. */
    record Property(Expression target, Name name, Access access, SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.property(this);
        }
    }

    /** What happens when the left side of a dot is {@code null}. */
    enum Access {
        /** {@code a.b}: a mistake. */
        PLAIN,
        /** {@code a?.b}: the result is {@code null}. */
        SAFE
    }

    /**
     * A word, a function, or a method of a value.
     *
     * @param target the value before the dot; empty for a word or a closure kept in a variable
     * @param arguments in the order written; a block after the parentheses is the last
     * @param named {@code key: value} arguments
     */
    record Call(
            Optional<Expression> target,
            Access access,
            Name name,
            List<Expression> arguments,
            List<Entry> named,
            SourceRange range)
            implements Expression {
        public Call {
            Objects.requireNonNull(target, "target");
            arguments = List.copyOf(arguments);
            named = List.copyOf(named);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /**
     * A block or function. Identity matters: a closure that is running cannot be called again.
     *
     * @param parameters empty list for {@code { -> … }}; absent when none are written, then there is {@code it}
     */
    record Closure(Optional<List<Name>> parameters, List<Statement> body, SourceRange range) implements Expression {
        public Closure {
            parameters = parameters.map(List::copyOf);
            body = List.copyOf(body);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.closure(this);
        }
    }

    /** Something that is no part of the language; its diagnostic has been given. */
    record Refused(SourceRange range) implements Expression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }
}
