package io.partita.provider.sandbox.lf;

import io.partita.proto.lf.Type;
import io.partita.proto.lf.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Types of Daml-LF 2. */
final class TypeDecoder {

    private static final int DEEPEST = 200;

    private final InternedTables tables;

    TypeDecoder(InternedTables tables) {
        this.tables = tables;
    }

    LfType decode(Type type) throws LfFormatException {
        return decode(type, 0);
    }

    private LfType decode(Type type, int depth) throws LfFormatException {
        if (depth > DEEPEST) {
            throw new LfFormatException("a type is nested too deeply");
        }
        return switch (type.getFormCase()) {
            case INTERNED -> decode(tables.type(type.getInterned()), depth + 1);
            case BUILTIN ->
                new LfType.Builtin(
                        LfType.Kind.of(type.getBuiltin().getBuiltin()),
                        all(type.getBuiltin().getArgsList(), depth));
            case CON -> constructor(type.getCon().getName(), all(type.getCon().getArgsList(), depth));
            case APPLICATION ->
                apply(
                        decode(type.getApplication().getFunction(), depth + 1),
                        decode(type.getApplication().getArgument(), depth + 1));
            case FORALL, STRUCT, NAT, SYNONYM ->
                new LfType.Opaque("form " + type.getFormCase().getNumber());
            case VAR -> new LfType.Variable(tables.string(type.getVar().getNameInternedStr()));
            case FORM_NOT_SET -> new LfType.Opaque("an unknown form");
        };
    }

    LfType constructor(TypeName reference, List<LfType> arguments) throws LfFormatException {
        LfName name = new LfName(
                tables.dottedName(reference.getModule().getNameInternedDname()),
                tables.dottedName(reference.getNameInternedDname()));
        return new LfType.Constructor(tables.packageId(reference.getModule().getPackage()), name, arguments);
    }

    private List<LfType> all(List<Type> types, int depth) throws LfFormatException {
        List<LfType> result = new ArrayList<>();
        for (Type type : types) {
            result.add(decode(type, depth + 1));
        }
        return result;
    }

    private static LfType apply(LfType function, LfType argument) {
        return function.match(
                builtin -> new LfType.Builtin(builtin.kind(), append(builtin.arguments(), argument)),
                constructor -> new LfType.Constructor(
                        constructor.packageId(), constructor.name(), append(constructor.arguments(), argument)),
                variable -> new LfType.Opaque(variable + " applied to " + argument),
                opaque -> new LfType.Opaque(opaque + " applied to " + argument));
    }

    private static List<LfType> append(List<LfType> arguments, LfType last) {
        List<LfType> result = new ArrayList<>(arguments);
        result.add(last);
        return List.copyOf(result);
    }
}
