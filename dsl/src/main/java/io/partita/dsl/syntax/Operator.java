package io.partita.dsl.syntax;

/** The operators of the language. */
public enum Operator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    COMPARE("<=>"),
    IN("in"),
    NOT_IN("!in"),
    AND("&&"),
    OR("||"),
    NOT("!"),
    NEGATE("-");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }
}
