package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.SourceRange;
import java.util.function.LongSupplier;

/**
 * What one declaration may cost. Counted, and timed only as a last resort, so that the same text gives the same result
 * everywhere. Nothing that was counted is given back: the limits bound the memory in use at any moment, too.
 */
public final class Budget {

    /** Enough for 100,000 parties made by a loop. */
    static final long STEPS = 10_000_000;

    /** Values kept in lists and maps, in all. */
    static final long ITEMS = 4_000_000;

    /** Characters of all texts that are made. */
    static final long CHARACTERS = 64_000_000;

    /** Mistakes, repetitions included: a loop that makes one in every round is not followed to its end. */
    static final long MISTAKES = 10_000;

    static final int LONGEST_TEXT = 1_000_000;
    static final int LARGEST_COLLECTION = 1_000_000;
    static final int DEEPEST_VALUE = 64;
    static final int DEEPEST_EVALUATION = 3_000;

    /**
     * Steps can differ in cost: the time after which everything is given up. Only a text made to be expensive comes
     * near.
     */
    private static final long LAST_RESORT_NANOS = 60_000_000_000L;

    private static final int CALLS_BETWEEN_LOOKS = 256;

    private final LongSupplier nanoTime;
    private final long start;
    private long calls;
    private long steps = STEPS;
    private long items = ITEMS;
    private long characters = CHARACTERS;
    private int depth;

    public Budget() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} is one */
    Budget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void step(SourceRange where) {
        steps(1, where);
    }

    void steps(long count, SourceRange where) {
        steps -= Math.min(count, STEPS + 1);
        if (steps < 0) {
            throw new Exceeded("It takes more than " + STEPS + " steps to read.", where);
        }
        if (++calls % CALLS_BETWEEN_LOOKS == 0 && nanoTime.getAsLong() - start > LAST_RESORT_NANOS) {
            throw new Exceeded("It takes longer than a minute to read.", where);
        }
    }

    /** @param count found so far, in all */
    void mistakes(long count, SourceRange where) {
        if (count > MISTAKES) {
            throw new Exceeded("It has more than " + MISTAKES + " mistakes.", where);
        }
    }

    void enter(SourceRange where) {
        if (++depth > DEEPEST_EVALUATION) {
            throw new Exceeded("Closures call closures too deeply.", where);
        }
    }

    void leave() {
        depth--;
    }

    void text(long length, SourceRange where) {
        characters -= Math.min(length, CHARACTERS + 1);
        if (length > LONGEST_TEXT || characters < 0) {
            throw new Exceeded(
                    length > LONGEST_TEXT
                            ? "A text is longer than " + LONGEST_TEXT + " characters."
                            : "Its texts are longer than " + CHARACTERS + " characters together.",
                    where);
        }
    }

    void items(long count, SourceRange where) {
        items -= Math.min(count, ITEMS + 1);
        if (count > LARGEST_COLLECTION || items < 0) {
            throw new Exceeded(
                    count > LARGEST_COLLECTION
                            ? "A list or map holds more than " + LARGEST_COLLECTION + " values."
                            : "Its lists and maps hold more than " + ITEMS + " values together.",
                    where);
        }
    }

    void nesting(int valueDepth, SourceRange where) {
        if (valueDepth > DEEPEST_VALUE) {
            throw new Exceeded("Lists and maps are nested deeper than " + DEEPEST_VALUE + ".", where);
        }
    }

    /** Ends the reading of a declaration that is too expensive; becomes a diagnostic. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient SourceRange where;

        Exceeded(String why, SourceRange where) {
            super(why, null, false, false);
            this.where = where;
        }

        public SourceRange where() {
            return where;
        }
    }
}
