package io.partita.provider.sandbox.lf;

import java.util.List;
import java.util.function.Function;

/** A type as it appears in a field, an argument or a result. */
public sealed interface LfType {

    /** A built-in type with its arguments, for example {@code List} of {@code Text}. */
    record Builtin(Kind kind, List<LfType> arguments) implements LfType {
        @Override
        public <R> R match(
                Function<Builtin, R> builtin,
                Function<Constructor, R> constructor,
                Function<Variable, R> variable,
                Function<Opaque, R> opaque) {
            return builtin.apply(this);
        }
    }

    /** A type defined by a package. */
    record Constructor(String packageId, LfName name, List<LfType> arguments) implements LfType {
        @Override
        public <R> R match(
                Function<Builtin, R> builtin,
                Function<Constructor, R> constructor,
                Function<Variable, R> variable,
                Function<Opaque, R> opaque) {
            return constructor.apply(this);
        }
    }

    /** A type variable of the enclosing definition. */
    record Variable(String name) implements LfType {
        @Override
        public <R> R match(
                Function<Builtin, R> builtin,
                Function<Constructor, R> constructor,
                Function<Variable, R> variable,
                Function<Opaque, R> opaque) {
            return variable.apply(this);
        }
    }

    /** Anything that cannot be the type of a value on the ledger; kept as text for comparison only. */
    record Opaque(String text) implements LfType {
        @Override
        public <R> R match(
                Function<Builtin, R> builtin,
                Function<Constructor, R> constructor,
                Function<Variable, R> variable,
                Function<Opaque, R> opaque) {
            return opaque.apply(this);
        }
    }

    <R> R match(
            Function<Builtin, R> builtin,
            Function<Constructor, R> constructor,
            Function<Variable, R> variable,
            Function<Opaque, R> opaque);

    /** The built-in types, with their numbers in the archive of Daml-LF 2. */
    enum Kind {
        UNIT(0),
        BOOL(1),
        INT64(2),
        DATE(3),
        TIMESTAMP(4),
        NUMERIC(5),
        PARTY(6),
        TEXT(7),
        CONTRACT_ID(8),
        OPTIONAL(9),
        LIST(10),
        GEN_MAP(11),
        TEXT_MAP(19),
        OTHER(-1);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind of(int number) {
            for (Kind kind : values()) {
                if (kind.number == number) {
                    return kind;
                }
            }
            return OTHER;
        }
    }

    default boolean is(Kind kind) {
        return this instanceof Builtin builtin && builtin.kind() == kind;
    }
}
