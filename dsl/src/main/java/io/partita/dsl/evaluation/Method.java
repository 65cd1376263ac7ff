package io.partita.dsl.evaluation;

/**
 * A method that values of one kind have.
 *
 * @param fewest the number of arguments at least
 * @param most the number of arguments at most
 * @param body what it does
 */
record Method(int fewest, int most, Body body) {

    /** What a method does; mistakes are reported through the invocation. */
    interface Body {
        Value on(Invocation invocation);
    }

    static Method of(int arguments, Body body) {
        return new Method(arguments, arguments, body);
    }

    static Method of(int fewest, int most, Body body) {
        return new Method(fewest, most, body);
    }
}
