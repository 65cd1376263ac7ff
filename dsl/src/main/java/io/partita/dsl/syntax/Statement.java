package io.partita.dsl.syntax;

import io.partita.core.diagnostic.SourceRange;
import java.util.List;
import java.util.Optional;

/** A statement of the declaration's language. */
public sealed interface Statement {

    SourceRange range();

    <R> R accept(Visitor<R> visitor);

    /** One answer for every kind of statement. */
    interface Visitor<R> {
        R evaluate(Evaluate evaluate);

        R define(Define define);

        R condition(Condition condition);

        R loop(Loop loop);

        R answer(Answer answer);
    }

    /** An expression on its own: a word with its arguments, or the last value of a function. */
    record Evaluate(Expression expression) implements Statement {
        @Override
        public SourceRange range() {
            return expression.range();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.evaluate(this);
        }
    }

    /** {@code def name = value}. */
    record Define(Expression.Name name, Expression value, SourceRange range) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.define(this);
        }
    }

    /** {@code if (condition) { … } else { … }}. */
    record Condition(Expression condition, List<Statement> yes, List<Statement> no, SourceRange range)
            implements Statement {
        public Condition {
            yes = List.copyOf(yes);
            no = List.copyOf(no);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.condition(this);
        }
    }

    /** {@code for (name in values) { … }}. */
    record Loop(Expression.Name name, Expression values, List<Statement> body, SourceRange range) implements Statement {
        public Loop {
            body = List.copyOf(body);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loop(this);
        }
    }

    /** {@code return value}: the value of the closure around it. */
    record Answer(Optional<Expression> value, SourceRange range) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.answer(this);
        }
    }
}
