package io.partita.dsl.syntax;

import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLexer;

/** What stands between two pieces of one line, and which pieces make the next line a part of the same statement. */
final class Spacing {

    private static final Set<Integer> OPERANDS = Set.of(
            GroovyLexer.Identifier,
            GroovyLexer.CapitalizedIdentifier,
            GroovyLexer.StringLiteral,
            GroovyLexer.GStringBegin,
            GroovyLexer.IntegerLiteral,
            GroovyLexer.FloatingPointLiteral,
            GroovyLexer.BooleanLiteral,
            GroovyLexer.NullLiteral,
            GroovyLexer.RPAREN,
            GroovyLexer.RBRACK,
            GroovyLexer.RBRACE);

    /** What an argument list may follow. */
    private static final Set<Integer> CALLED = Set.of(
            GroovyLexer.Identifier,
            GroovyLexer.CapitalizedIdentifier,
            GroovyLexer.StringLiteral,
            GroovyLexer.GStringBegin,
            GroovyLexer.RPAREN,
            GroovyLexer.RBRACK);

    private static final Set<Integer> TIGHT = Set.of(
            GroovyLexer.DOT,
            GroovyLexer.SAFE_DOT,
            GroovyLexer.RANGE_INCLUSIVE,
            GroovyLexer.RANGE_EXCLUSIVE_LEFT,
            GroovyLexer.RANGE_EXCLUSIVE_RIGHT,
            GroovyLexer.RANGE_EXCLUSIVE_FULL);

    private static final Set<Integer> TIGHT_AFTER =
            Set.of(GroovyLexer.LPAREN, GroovyLexer.LBRACK, GroovyLexer.SAFE_INDEX, GroovyLexer.NOT, GroovyLexer.BITNOT);

    private static final Set<Integer> TIGHT_BEFORE =
            Set.of(GroovyLexer.RPAREN, GroovyLexer.RBRACK, GroovyLexer.COMMA, GroovyLexer.SEMI, GroovyLexer.SAFE_INDEX);

    /** Whatever stands between two operands, except what can also begin a statement. */
    private static final Set<Integer> BETWEEN_OPERANDS = Set.of(
            GroovyLexer.DOT,
            GroovyLexer.SAFE_DOT,
            GroovyLexer.RANGE_INCLUSIVE,
            GroovyLexer.RANGE_EXCLUSIVE_LEFT,
            GroovyLexer.RANGE_EXCLUSIVE_RIGHT,
            GroovyLexer.RANGE_EXCLUSIVE_FULL,
            GroovyLexer.ASSIGN,
            GroovyLexer.QUESTION,
            GroovyLexer.COLON,
            GroovyLexer.ELVIS,
            GroovyLexer.EQUAL,
            GroovyLexer.NOTEQUAL,
            GroovyLexer.LT,
            GroovyLexer.LE,
            GroovyLexer.GT,
            GroovyLexer.GE,
            GroovyLexer.SPACESHIP,
            GroovyLexer.IN,
            GroovyLexer.NOT_IN,
            GroovyLexer.AND,
            GroovyLexer.OR,
            GroovyLexer.MUL,
            GroovyLexer.DIV,
            GroovyLexer.MOD);

    private static final Set<Integer> GOES_ON_AFTER =
            Set.of(GroovyLexer.COMMA, GroovyLexer.ADD, GroovyLexer.SUB, GroovyLexer.NOT);

    private Spacing() {}

    /** What a sign or a colon is. */
    enum Role {
        /** A sign before one operand. */
        SIGN,
        /** The colon behind a key. */
        LABEL,
        /** Whatever its type says. */
        PLAIN
    }

    /** Whether a value can end with a token. */
    static boolean isOperand(int type) {
        return OPERANDS.contains(type);
    }

    static boolean isOpening(int type) {
        return type == GroovyLexer.LPAREN
                || type == GroovyLexer.LBRACK
                || type == GroovyLexer.LBRACE
                || type == GroovyLexer.SAFE_INDEX;
    }

    static boolean isClosing(int type) {
        return type == GroovyLexer.RPAREN || type == GroovyLexer.RBRACK || type == GroovyLexer.RBRACE;
    }

    /** Whether a statement cannot end with this token. */
    static boolean goesOnAfter(int type) {
        return BETWEEN_OPERANDS.contains(type) || GOES_ON_AFTER.contains(type);
    }

    /** Whether a statement cannot begin with this token. */
    static boolean goesOnBefore(int type) {
        return BETWEEN_OPERANDS.contains(type);
    }

    /** What is written between two pieces of a line. @param before the role of the first @param role of the second */
    static String between(Piece first, Role before, Piece second, Role role) {
        if (second.sort() == Piece.Sort.LINE_COMMENT) {
            return " ";
        }
        if (first.isComment() || second.isComment()) {
            return asWritten(second);
        }
        return isTight(first, before, second, role) ? "" : blank(first, second);
    }

    private static boolean isTight(Piece first, Role before, Piece second, Role role) {
        return TIGHT.contains(first.type())
                || TIGHT.contains(second.type())
                || TIGHT_AFTER.contains(first.type())
                || TIGHT_BEFORE.contains(second.type())
                || before == Role.SIGN
                || role == Role.LABEL
                || first.type() == GroovyLexer.LBRACE && second.type() == GroovyLexer.RBRACE;
    }

    private static String blank(Piece first, Piece second) {
        if (second.type() == GroovyLexer.LPAREN) {
            boolean called = CALLED.contains(first.type());
            return called || first.type() == GroovyLexer.RBRACE ? (called ? "" : asWritten(second)) : " ";
        }
        // A list as an argument and an index are told apart by people, not by Groovy.
        return second.type() == GroovyLexer.LBRACK && isOperand(first.type()) ? asWritten(second) : " ";
    }

    private static String asWritten(Piece piece) {
        return piece.gap() == Piece.Gap.NOTHING ? "" : " ";
    }
}
