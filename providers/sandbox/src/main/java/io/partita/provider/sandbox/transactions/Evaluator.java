package io.partita.provider.sandbox.transactions;

import com.google.protobuf.Empty;
import io.partita.proto.ledger.Enum;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.Value;
import io.partita.provider.sandbox.lf.LfExpression.Operator;
import io.partita.provider.sandbox.lf.LfExpression.Term;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Evaluates the fragment of {@link Term} that describes values. Records must carry labels. */
final class Evaluator {

    private final Map<String, Value> variables;

    Evaluator(Map<String, Value> variables) {
        this.variables = variables;
    }

    /** The value of a term; empty if the term, or a part of it that is needed, is outside the fragment. */
    Optional<Value> value(Term term) {
        try {
            return Optional.of(evaluate(term));
        } catch (OutsideTheFragment e) {
            return Optional.empty();
        }
    }

    /** The parties that a term of type {@code [Party]} lists; empty if it is outside the fragment. */
    Optional<SortedSet<String>> parties(Term term) {
        return value(term).filter(Value::hasList).map(value -> {
            SortedSet<String> parties = new TreeSet<>();
            value.getList().getElementsList().forEach(each -> parties.add(each.getParty()));
            return parties;
        });
    }

    private static final class OutsideTheFragment extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Value evaluate(Term term) {
        if (term instanceof Term.Variable variable) {
            return Optional.ofNullable(variables.get(variable.name())).orElseThrow(OutsideTheFragment::new);
        }
        if (term instanceof Term.Unit) {
            return Value.newBuilder().setUnit(Empty.getDefaultInstance()).build();
        }
        if (term instanceof Term.Truth truth) {
            return Value.newBuilder().setBool(truth.value()).build();
        }
        if (term instanceof Term.Structure structure) {
            Record.Builder record = Record.newBuilder();
            structure
                    .fields()
                    .forEach((name, field) -> record.addFields(
                            RecordField.newBuilder().setLabel(name).setValue(evaluate(field))));
            return Value.newBuilder().setRecord(record).build();
        }
        if (term instanceof Term.Projection projection) {
            return field(evaluate(projection.structure()).getRecord(), projection.field());
        }
        if (term instanceof Term.Enumerator enumerator) {
            return Value.newBuilder()
                    .setEnum(Enum.newBuilder().setConstructor(enumerator.constructor()))
                    .build();
        }
        if (term instanceof Term.Nil) {
            return Value.newBuilder()
                    .setList(io.partita.proto.ledger.List.getDefaultInstance())
                    .build();
        }
        if (term instanceof Term.Items items) {
            return items(items);
        }
        if (term instanceof Term.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        }
        throw new OutsideTheFragment();
    }

    private static Value field(Record record, String label) {
        return record.getFieldsList().stream()
                .filter(field -> field.getLabel().equals(label))
                .map(RecordField::getValue)
                .findFirst()
                .orElseThrow(OutsideTheFragment::new);
    }

    private Value items(Term.Items items) {
        var elements = new ArrayList<Value>();
        items.front().forEach(each -> elements.add(evaluate(each)));
        elements.addAll(evaluate(items.tail()).getList().getElementsList());
        return Value.newBuilder()
                .setList(io.partita.proto.ledger.List.newBuilder().addAllElements(elements))
                .build();
    }

    private Value arithmetic(Term.Arithmetic term) {
        long left = evaluate(term.left()).getInt64();
        long right = evaluate(term.right()).getInt64();
        return Value.newBuilder().setInt64(result(term.operator(), left, right)).build();
    }

    private static long result(Operator operator, long left, long right) {
        return switch (operator) {
            case ADD -> Math.addExact(left, right);
            case SUBTRACT -> Math.subtractExact(left, right);
            case MULTIPLY -> Math.multiplyExact(left, right);
        };
    }
}
