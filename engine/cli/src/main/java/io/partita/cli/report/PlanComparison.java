package io.partita.cli.report;

import io.partita.cli.result.Payload.PlanAt;
import io.partita.cli.text.Formats;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Two plans compared by what they decide. Every form of a comparison for people and machines renders this value and
 * reads nothing else.
 *
 * @param before the first plan
 * @param after the second one
 * @param differences in the order in which a reviewer has to know them; none when nothing but readings differ
 * @param anew what both plans rest on and was only read again, with another answer
 */
public record PlanComparison(PlanAt before, PlanAt after, List<Difference> differences, List<Reading> anew) {

    /** How many names are shown of those that are alike; machines get all of them. */
    private static final int NAMES_SHOWN = 1;

    public PlanComparison {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        differences = List.copyOf(differences);
        anew = List.copyOf(anew);
    }

    /** What a difference is about, in the order in which it is told. */
    public enum Matter {
        ACCESS("what runs where, and with whose secret"),
        PARTIES("parties"),
        WINDOWS("who is offline, and for whom"),
        SIGNATURES("who has to sign"),
        DANGERS("what cannot be taken back, and what a person does"),
        PACKAGES("packages"),
        STEPS("steps");

        private final String title;

        Matter(String title) {
            this.title = title;
        }

        /** For people, without a capital. */
        public String title() {
            return title;
        }

        /** The word of machine-readable output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is compared. */
    public enum Subject {
        PLAN,
        SYNCHRONIZER,
        PARTICIPANT,
        KEY,
        NAMESPACE,
        PARTY,
        WINDOW;

        /** The word for people and machines. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which of the plans have it. */
    public enum Fate {
        ADDED("+"),
        REMOVED("-"),
        CHANGED("~");

        private final String sign;

        Fate(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** The word of machine-readable output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that only one plan has, or that they do not agree on.
     *
     * @param names of all that differ in the same way, at least one
     * @param points in which they differ; for what only one plan has, all that is to be said of it
     */
    public record Difference(Matter matter, Fate fate, Subject subject, List<String> names, List<Point> points) {
        public Difference {
            Objects.requireNonNull(matter, "matter");
            Objects.requireNonNull(fate, "fate");
            Objects.requireNonNull(subject, "subject");
            names = List.copyOf(names);
            points = List.copyOf(points);
        }

        /** For people: one by its name, the others by their number. */
        public String title() {
            String name = names.get(0).isEmpty() ? "" : " " + names.get(0);
            int more = names.size() - NAMES_SHOWN;
            return subject.word() + name + (more > 0 ? " and " + more + " more alike" : "");
        }
    }

    /**
     * One point of a difference.
     *
     * @param what in which respect
     * @param before what the first plan says; empty when it says nothing
     * @param after what the second plan says; empty when it says nothing
     */
    public record Point(String what, Optional<String> before, Optional<String> after) {
        public Point {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * Something that was read for both plans, with different answers.
     *
     * @param what in words that the names follow
     * @param names of whom; none when it is about the plan as a whole
     * @param change what was read, and then, in a few words; empty where that would be long
     */
    public record Reading(String what, List<String> names, Optional<String> change) {
        public Reading {
            Objects.requireNonNull(what, "what");
            names = List.copyOf(names);
            Objects.requireNonNull(change, "change");
        }

        /** For people, without a full stop. */
        public String sentence() {
            int more = names.size() - NAMES_SHOWN;
            String of = names.isEmpty() ? "" : " of " + names.get(0) + (more > 0 ? " and " + more + " more" : "");
            return what + of + change.map(moved -> " (" + moved + ")").orElse("");
        }
    }

    public static PlanComparison of(PlanAt before, PlanAt after) {
        if (before.plan().hash().equals(after.plan().hash())) {
            return new PlanComparison(before, after, List.of(), List.of());
        }
        PlanTraits former = new PlanTraits(before.plan());
        PlanTraits latter = new PlanTraits(after.plan());
        List<Reading> anew = Readings.anew(before.plan().plan(), after.plan().plan());
        List<Difference> differences = Traits.differences(former.all(), latter.all());
        boolean said = !differences.isEmpty() || !anew.isEmpty();
        return new PlanComparison(before, after, said ? differences : List.of(Traits.unsaid()), anew);
    }

    /** Whether they are the same plan. */
    public boolean isEqual() {
        return differences.isEmpty() && anew.isEmpty();
    }

    /** The differences of one matter, in their order. */
    public List<Difference> of(Matter matter) {
        return differences.stream()
                .filter(difference -> difference.matter() == matter)
                .toList();
    }

    /** One line that scripts and eyes can rely on. */
    public String summary() {
        if (isEqual()) {
            return "The plans are equal.";
        }
        if (differences.isEmpty()) {
            return "The plans decide the same; they differ only in what was read anew.";
        }
        Map<Matter, Long> sizes = new EnumMap<>(Matter.class);
        differences.forEach(difference ->
                sizes.merge(difference.matter(), (long) difference.names().size(), Long::sum));
        String where = sizes.entrySet().stream()
                .map(size -> size.getKey().title() + " (" + Formats.of(size.getValue(), "difference") + ")")
                .collect(Collectors.joining("; "));
        return "The plans differ: " + where + ".";
    }
}
