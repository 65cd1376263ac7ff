package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Secret;
import io.partita.dsl.syntax.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a declaration while it is read. Immutable; equality is that of the content. */
public sealed interface Value {

    /** What it is, for people: "a text". */
    String kind();

    /**
     * How many values it holds, itself included; at most {@link Long#MAX_VALUE}. Walking over it takes that many steps.
     */
    default long weight() {
        return 1;
    }

    /** How deep lists and maps are nested in it. */
    default int depth() {
        return 0;
    }

    /** Text. */
    record Text(String text) implements Value, Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "a text";
        }

        @Override
        public long weight() {
            return 1 + text.length() / 16;
        }
    }

    /** A whole number. */
    record Whole(long number) implements Value, Comparable<Whole> {
        @Override
        public int compareTo(Whole other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "a number";
        }
    }

    /** {@code true} or {@code false}. */
    record Truth(boolean truth) implements Value, Comparable<Truth> {
        @Override
        public int compareTo(Truth other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "true or false";
        }
    }

    /** {@code null}. */
    record Nothing() implements Value {
        @Override
        public String kind() {
            return "null";
        }
    }

    /** A list. */
    record Items(List<Value> items, long weight, int depth) implements Value, Comparable<Items> {
        public Items(List<Value> items) {
            this(List.copyOf(items), weightOf(items), depthOf(items));
        }

        @Override
        public int compareTo(Items other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A map; its keys are {@link Text}, {@link Whole} or {@link Truth}, in the order written. */
    record Entries(Map<Value, Value> entries, long weight, int depth) implements Value, Comparable<Entries> {
        public Entries(Map<Value, Value> entries) {
            this(
                    Collections.unmodifiableMap(new LinkedHashMap<>(entries)),
                    entries.size() + weightOf(entries.values()),
                    depthOf(entries.values()));
        }

        @Override
        public int compareTo(Entries other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** One of the fixed words that stand for a value, such as {@code submission}. */
    record Symbol(String word) implements Value, Comparable<Symbol> {
        @Override
        public int compareTo(Symbol other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "the word '" + word + "'";
        }
    }

    /**
     * A bare name that is no variable: it must be a declared participant or key, which is known when everything has been read.
     */
    record Reference(String name, SourceRange origin) implements Value, Comparable<Reference> {
        @Override
        public int compareTo(Reference other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "the name of a participant or key";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reference reference && name.equals(reference.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** A reference to a secret, never the secret. */
    record Hidden(Secret secret) implements Value, Comparable<Hidden> {
        @Override
        public int compareTo(Hidden other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String kind() {
            return "a reference to a secret";
        }
    }

    /** A closure with the variables of the place where it is written. */
    record Function(Expression.Closure closure, Scope scope) implements Value {
        @Override
        public String kind() {
            return "a closure";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Function function && closure == function.closure && scope == function.scope;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(closure);
        }
    }

    /** What a word gives that declares something. */
    record Done() implements Value {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** The result of a mistake that has been reported; nothing more is said about it. */
    record Broken() implements Value {
        @Override
        public String kind() {
            return "a mistake";
        }
    }

    ValueOrder ORDER = new ValueOrder();
    Nothing NOTHING = new Nothing();
    Done DONE = new Done();
    Broken BROKEN = new Broken();

    private static long weightOf(Iterable<Value> values) {
        long sum = 1;
        for (Value value : values) {
            sum += Math.min(value.weight(), Long.MAX_VALUE / 2 - sum);
        }
        return sum;
    }

    private static int depthOf(Iterable<Value> values) {
        int deepest = 0;
        for (Value value : values) {
            deepest = Math.max(deepest, value.depth());
        }
        return deepest + 1;
    }
}
