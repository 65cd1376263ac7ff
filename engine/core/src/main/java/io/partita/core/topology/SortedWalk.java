package io.partita.core.topology;

import java.util.Collection;
import java.util.Iterator;

/**
 * Compares sorted collections by walking over both, without looking anything up: there may be as many members as a
 * network has parties.
 */
final class SortedWalk {

    private SortedWalk() {}

    /**
     * Removes the members that others are.
     *
     * @param members ascending in their natural order, each once
     * @param others as well
     */
    static <T extends Comparable<? super T>> void remove(Collection<T> members, Collection<T> others) {
        walk(members, others, true);
    }

    /** Keeps only the members that others are, as for {@link #remove}. */
    static <T extends Comparable<? super T>> void retain(Collection<T> members, Collection<T> others) {
        walk(members, others, false);
    }

    private static <T extends Comparable<? super T>> void walk(
            Collection<T> members, Collection<T> others, boolean removed) {
        Iterator<T> walk = others.iterator();
        T other = walk.hasNext() ? walk.next() : null;
        for (Iterator<T> each = members.iterator(); each.hasNext(); ) {
            T member = each.next();
            while (other != null && other.compareTo(member) < 0) {
                other = walk.hasNext() ? walk.next() : null;
            }
            boolean same = other != null && other.compareTo(member) == 0;
            if (same == removed) {
                each.remove();
            }
        }
    }
}
