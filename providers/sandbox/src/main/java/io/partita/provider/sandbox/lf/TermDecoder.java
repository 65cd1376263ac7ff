package io.partita.provider.sandbox.lf;

import io.partita.proto.lf.Application;
import io.partita.proto.lf.Cons;
import io.partita.proto.lf.Create;
import io.partita.proto.lf.EnumConstruction;
import io.partita.proto.lf.Expr;
import io.partita.proto.lf.FieldWithExpr;
import io.partita.proto.lf.RecordConstruction;
import io.partita.proto.lf.RecordProjection;
import io.partita.proto.lf.Update;
import io.partita.provider.sandbox.lf.LfExpression.Operator;
import io.partita.provider.sandbox.lf.LfExpression.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions of Daml-LF 2, as far as {@link Term} goes. */
final class TermDecoder {

    private static final int DEEPEST = 500;

    private final InternedTables tables;
    private final TypeDecoder types;

    TermDecoder(InternedTables tables) {
        this.tables = tables;
        this.types = new TypeDecoder(tables);
    }

    Term decode(Expr expression, int depth) throws LfFormatException {
        if (depth > DEEPEST) {
            return new Term.Opaque("nested too deeply");
        }
        int next = depth + 1;
        return switch (expression.getFormCase()) {
            case INTERNED_EXPR -> decode(tables.expression(expression.getInternedExpr()), next);
            case VAR_INTERNED_STR -> new Term.Variable(tables.string(expression.getVarInternedStr()));
            case BUILTIN_CON -> constant(expression.getBuiltinCon());
            case REC_CON -> structure(expression.getRecCon(), next);
            case REC_PROJ -> projection(expression.getRecProj(), next);
            case ENUM_CON -> enumerator(expression.getEnumCon());
            case APP -> application(expression.getApp(), next);
            case NIL -> new Term.Nil();
            case CONS -> items(expression.getCons(), next);
            case UPDATE -> update(expression.getUpdate(), next);
            case BUILTIN, FORM_NOT_SET -> new Term.Opaque("an expression outside the fragment");
        };
    }

    private static Term constant(int number) {
        return switch (number) {
            case 0 -> new Term.Unit();
            case 1 -> new Term.Truth(false);
            case 2 -> new Term.Truth(true);
            default -> new Term.Opaque("constant " + number);
        };
    }

    private Term structure(RecordConstruction structure, int depth) throws LfFormatException {
        Map<String, Term> fields = new LinkedHashMap<>();
        for (FieldWithExpr field : structure.getFieldsList()) {
            fields.put(tables.string(field.getNameInternedStr()), decode(field.getExpr(), depth));
        }
        return new Term.Structure(types.constructor(structure.getType().getName(), List.of()), fields);
    }

    private Term projection(RecordProjection projection, int depth) throws LfFormatException {
        return new Term.Projection(
                decode(projection.getRecord(), depth), tables.string(projection.getFieldInternedStr()));
    }

    private Term enumerator(EnumConstruction enumerator) throws LfFormatException {
        return new Term.Enumerator(
                types.constructor(enumerator.getType(), List.of()),
                tables.string(enumerator.getConstructorInternedStr()));
    }

    private Term items(Cons items, int depth) throws LfFormatException {
        return new Term.Items(all(items.getFrontList(), depth), decode(items.getTail(), depth));
    }

    /** Arguments may come together or one by one. */
    private Term application(Application application, int depth) throws LfFormatException {
        List<Term> arguments = new ArrayList<>(all(application.getArgsList(), depth));
        Expr function = resolved(application.getFunction());
        while (function.hasApp()) {
            arguments.addAll(0, all(function.getApp().getArgsList(), depth));
            function = resolved(function.getApp().getFunction());
        }
        if (function.hasBuiltin() && arguments.size() == 2) {
            for (Operator operator : Operator.values()) {
                if (operator.number == function.getBuiltin()) {
                    return new Term.Arithmetic(operator, arguments.get(0), arguments.get(1));
                }
            }
        }
        return new Term.Opaque("the application of a function");
    }

    private Expr resolved(Expr expression) throws LfFormatException {
        Expr result = expression;
        while (result.hasInternedExpr()) {
            result = tables.expression(result.getInternedExpr());
        }
        return result;
    }

    private Term update(Update update, int depth) throws LfFormatException {
        return switch (update.getFormCase()) {
            case PURE -> new Term.Pure(decode(update.getPure().getExpr(), depth));
            case CREATE -> {
                Create create = update.getCreate();
                yield new Term.Create(
                        types.constructor(create.getTemplate(), List.of()), decode(create.getExpr(), depth));
            }
            case FORM_NOT_SET -> new Term.Opaque("an update outside the fragment");
        };
    }

    private List<Term> all(List<Expr> items, int depth) throws LfFormatException {
        List<Term> result = new ArrayList<>();
        for (Expr item : items) {
            result.add(decode(item, depth));
        }
        return result;
    }
}
