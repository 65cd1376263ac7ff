package io.partita.cli.report;

import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Fate;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.report.PlanComparison.Point;
import io.partita.cli.report.PlanComparison.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan says of one thing, in words, each under what it is about: comparing two plans is comparing these. One
 * word may stand under a heading, or several of which the order says nothing.
 */
final class Traits {

    /** What is compared with what. In an order, because whoever wrote a plan can have chosen names of equal hashes. */
    record Id(Matter matter, Subject subject, String name) implements Comparable<Id> {

        private static final Comparator<Id> ORDER =
                Comparator.comparing(Id::matter).thenComparing(Id::subject).thenComparing(Id::name);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    /** How things differ: those with the same way are told together. */
    private record Way(Matter matter, Fate fate, Subject subject, List<Point> points) {}

    private final Map<String, List<String>> words = new LinkedHashMap<>();

    Traits say(String what, String word) {
        words.computeIfAbsent(what, each -> new ArrayList<>()).add(word);
        return this;
    }

    Traits say(String what, Optional<String> word) {
        word.ifPresent(said -> say(what, said));
        return this;
    }

    Traits say(String what, Iterable<String> several) {
        several.forEach(word -> say(what, word));
        return this;
    }

    /** When two plans differ and no word does. */
    static Difference unsaid() {
        return new Difference(
                Matter.STEPS,
                Fate.CHANGED,
                Subject.PLAN,
                List.of(""),
                List.of(new Point("order", Optional.of("as it was"), Optional.of("another"))));
    }

    /** The differences, sorted by matter; within one in the order of the plans, the second one's first. */
    static List<Difference> differences(Map<Id, Traits> before, Map<Id, Traits> after) {
        Set<Id> ids = new LinkedHashSet<>(after.keySet());
        ids.addAll(before.keySet());
        Map<Way, List<String>> ways = new LinkedHashMap<>();
        for (Id id : ids) {
            Optional<Traits> was = Optional.ofNullable(before.get(id));
            Optional<Traits> is = Optional.ofNullable(after.get(id));
            List<Point> points = points(was.orElseGet(Traits::new), is.orElseGet(Traits::new));
            if (!points.isEmpty()) {
                Way way = new Way(id.matter(), fate(was, is), id.subject(), points);
                ways.computeIfAbsent(way, each -> new ArrayList<>()).add(id.name());
            }
        }
        List<Difference> differences = new ArrayList<>();
        for (Matter matter : Matter.values()) {
            ways.forEach((way, names) -> {
                if (way.matter() == matter) {
                    differences.add(new Difference(matter, way.fate(), way.subject(), names, way.points()));
                }
            });
        }
        return differences;
    }

    private static Fate fate(Optional<Traits> before, Optional<Traits> after) {
        if (before.isEmpty()) {
            return Fate.ADDED;
        }
        return after.isEmpty() ? Fate.REMOVED : Fate.CHANGED;
    }

    private static List<Point> points(Traits before, Traits after) {
        Set<String> headings = new LinkedHashSet<>(after.words.keySet());
        headings.addAll(before.words.keySet());
        List<Point> points = new ArrayList<>();
        for (String what : headings) {
            points(what, before.words.getOrDefault(what, List.of()), after.words.getOrDefault(what, List.of()), points);
        }
        return points;
    }

    /** What only one of them says, and each beside one that the other says instead. */
    private static void points(String what, List<String> before, List<String> after, List<Point> points) {
        List<String> gone = without(before, after);
        List<String> come = without(after, before);
        for (int at = 0; at < Math.max(gone.size(), come.size()); at++) {
            points.add(new Point(what, at(gone, at), at(come, at)));
        }
    }

    private static List<String> without(List<String> words, List<String> others) {
        Set<String> known = new LinkedHashSet<>(others);
        return words.stream().filter(word -> !known.contains(word)).distinct().toList();
    }

    private static Optional<String> at(List<String> words, int index) {
        return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
    }
}
