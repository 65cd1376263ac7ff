package io.partita.dsl.syntax;

/**
 * What the files of a declaration may cost Groovy's lexer and parser, counted in their own steps and not in time: the
 * same text is refused on every machine or on none.
 *
 * <p>Groovy's grammar is ambiguous enough that a line of nested lambdas keeps its parser busy for minutes. A
 * declaration of 7,000 ordinary lines takes less than a tenth of these limits. Steps can differ in cost, so there is
 * also a time after which everything is given up; only a text that is made to be expensive comes near it.
 */
public final class ParseBudget {

    /** More than this is a text that no person wrote: a loop says it better. */
    static final int LONGEST_TEXT = 1 << 20;

    /** Brackets in brackets. */
    static final int DEEPEST_NESTING = 48;

    /** Grammar rules in grammar rules; keeps the parser's recursion far from the end of its stack. */
    private static final int DEEPEST_RULE = 1_500;

    private static final int STEPS = 4_000_000;
    private static final int STEPS_PER_TOKEN = 200;
    private static final int READINGS_PER_CHARACTER = 8;

    private static final int STEPS_BETWEEN_LOOKS = 256;
    private static final long LAST_RESORT_NANOS = 20_000_000_000L;

    private long start = System.nanoTime();
    private long charactersLeft;
    private long stepsLeft = STEPS;
    private int depth;

    /** Begins a file: what it may cost by its length is added to what the files before have left over. */
    void file(int characters) {
        start = System.nanoTime();
        depth = 0;
        charactersLeft = 4096 + (long) characters * READINGS_PER_CHARACTER;
    }

    void tokens(int count) {
        stepsLeft += (long) count * STEPS_PER_TOKEN;
    }

    void character() {
        if (--charactersLeft < 0) {
            throw new Exhausted();
        }
    }

    void step() {
        if (--stepsLeft < 0 || stepsLeft % STEPS_BETWEEN_LOOKS == 0 && System.nanoTime() - start > LAST_RESORT_NANOS) {
            throw new Exhausted();
        }
    }

    void enter() {
        if (++depth > DEEPEST_RULE) {
            throw new Exhausted();
        }
    }

    void leave() {
        depth--;
    }

    /** Ends a parse that would take too long. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("parse budget exhausted", null, false, false);
        }
    }
}
