package io.partita.provider.sandbox.lf;

import io.partita.provider.sandbox.lf.LfExpression.Operator;
import io.partita.provider.sandbox.lf.LfExpression.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions of Daml-LF 2, as far as {@link Term} goes. */
final class TermDecoder {

    private static final int VARIABLE = 2;
    private static final int CONSTANT = 5;
    private static final int STRUCTURE = 7;
    private static final int PROJECTION = 8;
    private static final int ENUMERATOR = 11;
    private static final int APPLICATION = 15;
    private static final int NIL = 21;
    private static final int ITEMS = 22;
    private static final int UPDATE = 23;
    private static final int INTERNED = 44;
    private static final int BUILTIN_FUNCTION = 4;
    private static final int DEEPEST = 500;

    private final InternedTables tables;
    private final TypeDecoder types;

    TermDecoder(InternedTables tables) {
        this.tables = tables;
        this.types = new TypeDecoder(tables);
    }

    Term decode(WireMessage expression, int depth) throws LfFormatException {
        if (depth > DEEPEST) {
            return new Term.Opaque("nested too deeply");
        }
        int next = depth + 1;
        if (expression.has(INTERNED)) {
            return decode(tables.expression(expression.index(INTERNED)), next);
        }
        if (expression.has(VARIABLE)) {
            return new Term.Variable(tables.string(expression.index(VARIABLE)));
        }
        if (expression.has(CONSTANT)) {
            return constant(expression.index(CONSTANT));
        }
        if (expression.has(STRUCTURE)) {
            return structure(expression.messageOrEmpty(STRUCTURE), next);
        }
        if (expression.has(PROJECTION)) {
            WireMessage projection = expression.messageOrEmpty(PROJECTION);
            return new Term.Projection(decode(projection.messageOrEmpty(3), next), tables.string(projection.index(4)));
        }
        if (expression.has(ENUMERATOR)) {
            WireMessage enumerator = expression.messageOrEmpty(ENUMERATOR);
            return new Term.Enumerator(
                    types.constructor(enumerator.messageOrEmpty(1), List.of()), tables.string(enumerator.index(3)));
        }
        if (expression.has(APPLICATION)) {
            return application(expression.messageOrEmpty(APPLICATION), next);
        }
        if (expression.has(NIL)) {
            return new Term.Nil();
        }
        if (expression.has(ITEMS)) {
            WireMessage items = expression.messageOrEmpty(ITEMS);
            return new Term.Items(all(items, 2, next), decode(items.messageOrEmpty(3), next));
        }
        if (expression.has(UPDATE)) {
            return update(expression.messageOrEmpty(UPDATE), next);
        }
        return new Term.Opaque("an expression outside the fragment");
    }

    private static Term constant(int number) {
        return switch (number) {
            case 0 -> new Term.Unit();
            case 1 -> new Term.Truth(false);
            case 2 -> new Term.Truth(true);
            default -> new Term.Opaque("constant " + number);
        };
    }

    private Term structure(WireMessage structure, int depth) throws LfFormatException {
        Map<String, Term> fields = new LinkedHashMap<>();
        for (WireMessage field : structure.messages(2)) {
            fields.put(tables.string(field.index(3)), decode(field.messageOrEmpty(2), depth));
        }
        WireMessage type = structure.messageOrEmpty(1);
        return new Term.Structure(types.constructor(type.messageOrEmpty(1), List.of()), fields);
    }

    /** Arguments may come together or one by one. */
    private Term application(WireMessage application, int depth) throws LfFormatException {
        List<Term> arguments = new ArrayList<>(all(application, 2, depth));
        WireMessage function = resolved(application.messageOrEmpty(1));
        while (function.has(APPLICATION)) {
            WireMessage inner = function.messageOrEmpty(APPLICATION);
            arguments.addAll(0, all(inner, 2, depth));
            function = resolved(inner.messageOrEmpty(1));
        }
        if (function.has(BUILTIN_FUNCTION) && arguments.size() == 2) {
            for (Operator operator : Operator.values()) {
                if (operator.number == function.index(BUILTIN_FUNCTION)) {
                    return new Term.Arithmetic(operator, arguments.get(0), arguments.get(1));
                }
            }
        }
        return new Term.Opaque("the application of a function");
    }

    private WireMessage resolved(WireMessage expression) throws LfFormatException {
        WireMessage result = expression;
        while (result.has(INTERNED)) {
            result = tables.expression(result.index(INTERNED));
        }
        return result;
    }

    private Term update(WireMessage update, int depth) throws LfFormatException {
        if (update.has(1)) {
            return new Term.Pure(decode(update.messageOrEmpty(1).messageOrEmpty(2), depth));
        }
        if (update.has(3)) {
            WireMessage create = update.messageOrEmpty(3);
            return new Term.Create(
                    types.constructor(create.messageOrEmpty(1), List.of()), decode(create.messageOrEmpty(2), depth));
        }
        return new Term.Opaque("an update outside the fragment");
    }

    private List<Term> all(WireMessage owner, int field, int depth) throws LfFormatException {
        List<Term> result = new ArrayList<>();
        for (WireMessage item : owner.messages(field)) {
            result.add(decode(item, depth));
        }
        return result;
    }
}
