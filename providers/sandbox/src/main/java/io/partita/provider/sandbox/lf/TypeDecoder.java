package io.partita.provider.sandbox.lf;

import java.util.ArrayList;
import java.util.List;

/** Types of Daml-LF 2. Field numbers: variable 1, constructor 2, built-in 3, interned 8, application 9. */
final class TypeDecoder {

    private static final int DEEPEST = 200;

    private final InternedTables tables;

    TypeDecoder(InternedTables tables) {
        this.tables = tables;
    }

    LfType decode(WireMessage type) throws LfFormatException {
        return decode(type, 0);
    }

    private LfType decode(WireMessage type, int depth) throws LfFormatException {
        if (depth > DEEPEST) {
            throw new LfFormatException("a type is nested too deeply");
        }
        if (type.has(8)) {
            return decode(tables.type(type.index(8)), depth + 1);
        }
        if (type.has(3)) {
            WireMessage builtin = type.messageOrEmpty(3);
            return new LfType.Builtin(LfType.Kind.of(builtin.index(1)), arguments(builtin, depth));
        }
        if (type.has(2)) {
            WireMessage constructor = type.messageOrEmpty(2);
            return constructor(constructor.messageOrEmpty(1), arguments(constructor, depth));
        }
        if (type.has(9)) {
            WireMessage application = type.messageOrEmpty(9);
            return apply(
                    decode(application.messageOrEmpty(1), depth + 1), decode(application.messageOrEmpty(2), depth + 1));
        }
        for (int other : new int[] {4, 5, 6, 7}) {
            if (type.has(other)) {
                return new LfType.Opaque("form " + other);
            }
        }
        WireMessage variable = type.messageOrEmpty(1);
        return new LfType.Variable(tables.string(variable.index(3)));
    }

    LfType constructor(WireMessage reference, List<LfType> arguments) throws LfFormatException {
        WireMessage module = reference.messageOrEmpty(1);
        LfName name = new LfName(tables.dottedName(module.index(2)), tables.dottedName(reference.index(2)));
        return new LfType.Constructor(tables.packageId(module.messageOrEmpty(1)), name, arguments);
    }

    private List<LfType> arguments(WireMessage owner, int depth) throws LfFormatException {
        List<LfType> result = new ArrayList<>();
        for (WireMessage argument : owner.messages(2)) {
            result.add(decode(argument, depth + 1));
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
