package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.syntax.Expression;
import io.partita.dsl.syntax.Statement;
import java.util.List;
import java.util.Optional;

/** Reads the statements of one body, in order. */
final class StatementEvaluator implements Statement.Visitor<Optional<Value>> {

    /** What becomes of the last value. */
    private enum Purpose {
        DECLARE,
        ANSWER
    }

    private final Evaluator evaluator;
    private Purpose purpose = Purpose.DECLARE;
    private Value last = Value.DONE;

    StatementEvaluator(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** A body in which every line declares something. */
    void declare(List<Statement> body) {
        run(body);
    }

    /** The value of a closure: what it returns, or its last value. */
    Value answer(List<Statement> body) {
        purpose = Purpose.ANSWER;
        return run(body).orElse(last);
    }

    /** Present when a {@code return} ended the body. */
    private Optional<Value> run(List<Statement> body) {
        for (int i = 0; i < body.size(); i++) {
            Statement statement = body.get(i);
            last = Value.DONE;
            Optional<Value> answer = statement.accept(this);
            if (answer.isPresent()) {
                return answer;
            }
            if (last instanceof Value.Broken) {
                evaluator.brokenLine();
            }
            if (purpose == Purpose.DECLARE || i < body.size() - 1) {
                checkUsed(statement);
            }
        }
        return Optional.empty();
    }

    private void checkUsed(Statement statement) {
        if (statement instanceof Statement.Evaluate && !(last instanceof Value.Done || last instanceof Value.Broken)) {
            evaluator.broken(Diagnostic.error("unused-value", "This line declares nothing")
                    .because("It is " + last.kind() + ", and nothing is done with it.")
                    .fix("Remove it, keep it with 'def name = …', or put a word before it.")
                    .at(statement.range()));
        }
    }

    @Override
    public Optional<Value> evaluate(Statement.Evaluate evaluate) {
        last = evaluate.expression() instanceof Expression.Name name
                ? evaluator.names().line(name)
                : evaluator.line(evaluate.expression());
        return Optional.empty();
    }

    @Override
    public Optional<Value> define(Statement.Define define) {
        Value value = evaluator.need(define.value());
        if (evaluator.names().mayDefine(define.name(), value, evaluator.scope())) {
            evaluator.scope().define(define.name().name(), value);
        }
        return Optional.empty();
    }

    @Override
    public Optional<Value> condition(Statement.Condition condition) {
        Value value = evaluator.need(condition.condition());
        if (value instanceof Value.Broken) {
            return Optional.empty();
        }
        return inner(
                Operators.truth(value) ? condition.yes() : condition.no(),
                evaluator.scope().inner());
    }

    @Override
    public Optional<Value> loop(Statement.Loop loop) {
        Value values = evaluator.need(loop.values());
        List<Value> items;
        if (values instanceof Items list) {
            items = list.items();
        } else if (values instanceof Entries map) {
            items = Operators.pairs(map);
        } else {
            return notAList(values, loop.values());
        }
        if (!evaluator.names().mayDefine(loop.name(), Value.NOTHING, evaluator.scope())) {
            return Optional.empty();
        }
        for (Value item : items) {
            evaluator.budget().step(loop.range());
            Scope scope = evaluator.scope().inner();
            scope.define(loop.name().name(), item);
            Optional<Value> answer = inner(loop.body(), scope);
            if (answer.isPresent()) {
                return answer;
            }
        }
        last = Value.DONE;
        return Optional.empty();
    }

    private Optional<Value> notAList(Value values, Expression place) {
        if (!(values instanceof Value.Broken)) {
            evaluator.broken(Diagnostic.error("wrong-kind", "A loop needs a list, not " + values.kind())
                    .fix("Write a list '[a, b]' or a range '1..3'.")
                    .at(place.range()));
        }
        return Optional.empty();
    }

    private Optional<Value> inner(List<Statement> body, Scope scope) {
        return evaluator.within(scope, evaluator.words(), () -> run(body));
    }

    @Override
    public Optional<Value> answer(Statement.Answer answer) {
        if (purpose == Purpose.DECLARE) {
            evaluator.broken(Diagnostic.error("return-outside-function", "'return' does not belong here")
                    .because("A block declares; only a closure that is called has a value.")
                    .fix("Remove it.")
                    .at(answer.range()));
            return Optional.empty();
        }
        return Optional.of(answer.value().map(evaluator::need).orElse(Value.DONE));
    }
}
