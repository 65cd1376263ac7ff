package io.partita.provider.sandbox.lf;

import com.google.protobuf.ByteString;
import io.partita.proto.lf.Expr;
import java.util.List;
import java.util.Map;

/**
 * The body of something: signatories, controllers, what a choice does. Decoded only when it is needed.
 *
 * <p>Only the fragment without functions is understood (fields, lists, records, integer arithmetic, {@code pure} and
 * {@code create}); everything else becomes {@link Term.Opaque}. Code of the compiler's standard library is therefore
 * opaque, and whoever evaluates must have a rule for that case.
 */
public final class LfExpression {

    private final ByteString bytes;
    private final InternedTables tables;

    LfExpression(ByteString bytes, InternedTables tables) {
        this.bytes = bytes;
        this.tables = tables;
    }

    /** The decoded body; {@link Term.Opaque} where it leaves the fragment or cannot be read. */
    public Term term() {
        try {
            return new TermDecoder(tables).decode(LfArchive.parse(Expr.parser(), bytes), 0);
        } catch (LfFormatException e) {
            return new Term.Opaque(String.valueOf(e.getMessage()));
        }
    }

    /** A decoded body. */
    public sealed interface Term {

        record Variable(String name) implements Term {}

        record Unit() implements Term {}

        record Truth(boolean value) implements Term {}

        record Structure(LfType type, Map<String, Term> fields) implements Term {}

        record Projection(Term structure, String field) implements Term {}

        record Enumerator(LfType type, String constructor) implements Term {}

        record Items(List<Term> front, Term tail) implements Term {}

        record Nil() implements Term {}

        record Arithmetic(Operator operator, Term left, Term right) implements Term {}

        /** An update without an effect. */
        record Pure(Term result) implements Term {}

        record Create(LfType template, Term argument) implements Term {}

        /** Outside the fragment. */
        record Opaque(String reason) implements Term {}
    }

    /** The built-in functions of the fragment, with their numbers in the archive. */
    public enum Operator {
        ADD(7),
        SUBTRACT(8),
        MULTIPLY(9);

        final int number;

        Operator(int number) {
            this.number = number;
        }
    }
}
