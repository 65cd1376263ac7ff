package io.partita.cli.view;

import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Fate;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.report.PlanComparison.Point;
import io.partita.cli.report.PlanComparison.Reading;
import io.partita.cli.result.Payload.PlanAt;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two plans, for a person who has approved the first one. */
final class ComparisonText {

    private static final int POINTS_SHOWN = 40;
    private static final int MOST_COLUMNS = 24;

    private final PlanComparison comparison;

    ComparisonText(PlanComparison comparison) {
        this.comparison = comparison;
    }

    void write(TextLayout paper) {
        side(paper, "Before", comparison.before());
        side(paper, "After", comparison.after());
        differences(paper, comparison::of);
        anew(comparison).ifPresent(readings -> {
            paper.blank();
            paper.line(0, 2, Emphasis.FAINT.of(readings));
        });
        paper.blank();
        paper.line(0, 2, Emphasis.BOLD.of(comparison.summary()));
    }

    /** Matter by matter. @param of the differences of one */
    static void differences(TextLayout paper, Function<Matter, List<Difference>> of) {
        for (Matter matter : Matter.values()) {
            List<Difference> differences = of.apply(matter);
            if (!differences.isEmpty()) {
                paper.blank();
                paper.line(0, 2, Emphasis.BOLD.of(heading(matter)));
                differences.forEach(difference -> difference(paper, difference));
            }
        }
    }

    /** What a matter is called above its differences. */
    static String heading(Matter matter) {
        String title = matter.title();
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    /** The one line about what was only read again; empty when nothing was. */
    static Optional<String> anew(PlanComparison comparison) {
        return comparison.anew().isEmpty()
                ? Optional.empty()
                : Optional.of(comparison.anew().stream()
                        .map(Reading::sentence)
                        .collect(Collectors.joining(", ", "Read anew: ", ".")));
    }

    private static void side(TextLayout paper, String label, PlanAt side) {
        paper.copyable(0, Emphasis.BOLD.of(label + ": " + side.file()));
        paper.copyable(2, "hash " + side.plan().hash());
        paper.line(
                2,
                4,
                Emphasis.FAINT.of(side.origin().map(origin -> "of " + origin).orElse("of no commit that is known")));
    }

    private static void difference(TextLayout paper, Difference difference) {
        paper.line(
                2,
                6,
                ink(difference.fate())
                        .of(difference.fate().sign())
                        .plus(" ")
                        .plus(Emphasis.BOLD.of(difference.title())));
        int columns = difference.points().stream()
                .mapToInt(point -> point.what().length())
                .filter(length -> length <= MOST_COLUMNS)
                .max()
                .orElse(0);
        difference.points().stream().limit(POINTS_SHOWN).forEach(point -> point(paper, point, columns));
        int more = difference.points().size() - POINTS_SHOWN;
        if (more > 0) {
            paper.line(6, 8, Emphasis.FAINT.of("and " + more + " more: --json has all of them"));
        }
    }

    private static void point(TextLayout paper, Point point, int columns) {
        point.before().ifPresent(was -> row(paper, Fate.REMOVED, point.what(), was, columns));
        point.after().ifPresent(is -> row(paper, Fate.ADDED, point.what(), is, columns));
    }

    private static void row(TextLayout paper, Fate fate, String what, String text, int columns) {
        Inked line = ink(fate).of(fate.sign()).plus(" " + TextLayout.padded(what, columns) + "  " + text);
        if (what.length() > columns) {
            paper.copyable(6, line);
        } else {
            paper.line(6, 10 + columns, line);
        }
    }

    private static Emphasis ink(Fate fate) {
        return switch (fate) {
            case ADDED -> Emphasis.GREEN;
            case REMOVED -> Emphasis.RED;
            case CHANGED -> Emphasis.YELLOW;
        };
    }
}
