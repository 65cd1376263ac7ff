package io.partita.cli.view;

import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Fate;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.result.Payload.PlanAt;
import io.partita.cli.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What differs between two plans, as a comment on a pull request; what a reviewer has to know first comes first. */
final class ComparisonMarkdown {

    private static final int POINTS_SHOWN = 40;

    private final PlanComparison comparison;
    private final int budget;

    ComparisonMarkdown(PlanComparison comparison, int budget) {
        this.comparison = comparison;
        this.budget = budget;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("### partita diff\n\n**").append(comparison.summary()).append("**\n\n");
        side(text, "Before", comparison.before());
        side(text, "After", comparison.after());
        text.append('\n');
        Markdown page = new Markdown(text, budget, "`partita diff` of the two files");
        differences(page, comparison::of);
        ComparisonText.anew(comparison)
                .ifPresent(readings -> page.fill(List.of(Markdown.code(readings) + "\n"), "lines"));
        return text.toString();
    }

    /** Matter by matter. @param of the differences of one */
    static void differences(Markdown page, Function<Matter, List<Difference>> of) {
        for (Matter matter : Matter.values()) {
            List<Difference> differences = of.apply(matter);
            if (!differences.isEmpty()) {
                List<String> blocks = new ArrayList<>();
                blocks.add("**" + ComparisonText.heading(matter) + "**\n\n");
                differences.forEach(difference -> blocks.add(block(difference)));
                page.fill(blocks, "differences");
            }
        }
    }

    private static void side(StringBuilder text, String label, PlanAt side) {
        text.append("- ").append(label).append(' ').append(Markdown.code(side.file()));
        text.append(", hash ").append(Markdown.code(side.plan().hash())).append(", of ");
        text.append(side.origin().map(Markdown::code).orElse("no commit that is known"))
                .append('\n');
    }

    /** Of the signs, a diff block colours + and -. */
    private static String block(Difference difference) {
        List<String> rows = new ArrayList<>();
        difference.points().stream().limit(POINTS_SHOWN).forEach(point -> {
            point.before().ifPresent(was -> rows.add(row(Fate.REMOVED, point.what(), was)));
            point.after().ifPresent(is -> rows.add(row(Fate.ADDED, point.what(), is)));
        });
        int more = difference.points().size() - POINTS_SHOWN;
        if (more > 0) {
            rows.add("  and " + more + " more: --json has all of them");
        }
        String body = String.join("\n", rows);
        String fence = Markdown.fence("```", body);
        return Markdown.code(difference.fate().sign()) + " " + Markdown.code(difference.title()) + "\n\n" + fence
                + "diff\n" + body + "\n" + fence + "\n\n";
    }

    private static String row(Fate fate, String what, String text) {
        return fate.sign() + " " + Printable.of(what + "  " + text);
    }
}
