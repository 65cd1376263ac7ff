package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Hidden;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Reference;
import io.partita.dsl.evaluation.Value.Symbol;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * An order of values for the hash tables of the JVM: texts that are chosen so that all have the same hash would make a
 * table as slow as a list, unless its keys can be compared. Values that no one can choose in such a way have no order
 * among themselves.
 */
final class ValueOrder implements Comparator<Value> {

    /** Kinds of values; those that are not named are never compared with each other. */
    private static final List<Class<? extends Value>> RANKS = List.of(
            Text.class,
            Whole.class,
            Items.class,
            Entries.class,
            Reference.class,
            Hidden.class,
            Symbol.class,
            Truth.class);

    @Override
    public int compare(Value a, Value b) {
        if (a instanceof Text x && b instanceof Text y) {
            return x.text().compareTo(y.text());
        }
        if (a instanceof Whole x && b instanceof Whole y) {
            return Long.compare(x.number(), y.number());
        }
        if (a instanceof Items x && b instanceof Items y) {
            return compare(x.items(), y.items());
        }
        if (a instanceof Entries x && b instanceof Entries y) {
            return compare(content(x), content(y));
        }
        if (a instanceof Reference x && b instanceof Reference y) {
            return x.name().compareTo(y.name());
        }
        if (a instanceof Hidden x && b instanceof Hidden y) {
            // A reference to a secret has no order of its own; its form tells all but artificial ones apart.
            return x.secret().toString().compareTo(y.secret().toString());
        }
        if (a instanceof Symbol x && b instanceof Symbol y) {
            return x.word().compareTo(y.word());
        }
        if (a instanceof Truth x && b instanceof Truth y) {
            return Boolean.compare(x.truth(), y.truth());
        }
        return rank(a) - rank(b);
    }

    private int compare(Iterable<Value> first, Iterable<Value> second) {
        Iterator<Value> a = first.iterator();
        Iterator<Value> b = second.iterator();
        while (a.hasNext() && b.hasNext()) {
            int order = compare(a.next(), b.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    /** Maps that are equal are so in any order of their keys. */
    private List<Value> content(Entries map) {
        List<Value> content =
                new ArrayList<>(map.entries().keySet().stream().sorted(this).toList());
        List<Value> values = content.stream().map(map.entries()::get).toList();
        content.addAll(values);
        return content;
    }

    private static int rank(Value value) {
        return RANKS.indexOf(value.getClass());
    }
}
