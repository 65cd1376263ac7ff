package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * An order of values for the hash tables of the JVM: texts that are chosen so that all have the same hash would make a table as slow as a list, unless its
 * keys can be compared. Values that no one can choose in such a way have no order among themselves.
 */
final class ValueOrder implements Comparator<Value> {

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
        if (value instanceof Text) {
            return 1;
        }
        if (value instanceof Whole) {
            return 2;
        }
        if (value instanceof Items) {
            return 3;
        }
        return value instanceof Entries ? 4 : 0;
    }
}
