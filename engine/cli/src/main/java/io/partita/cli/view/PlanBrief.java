package io.partita.cli.view;

import io.partita.cli.report.AlikeParties;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * What has to be known of a plan to say yes or no, on one screen: what runs where, what changes and which way, who has
 * to act, who is away, and what cannot be taken back. Parties that are alike are told once; no danger is left out.
 */
final class PlanBrief {

    /** How many names of parties that are alike are told; the others are counted. */
    private static final int NAMES_SHOWN = 8;

    private final PlanReport plan;

    PlanBrief(PlanReport plan) {
        this.plan = plan;
    }

    void write(TextLayout paper) {
        PlanText whole = new PlanText(plan);
        whole.beginning(paper);
        plan.alike().forEach(parties -> parties(paper, parties));
        whole.unchanged(paper);
        if (!plan.isEmpty()) {
            besides(paper);
            people(paper);
            dangers(paper);
        }
        paper.blank();
        paper.line(0, 6, Emphasis.BOLD.of(plan.amount() + "."));
        if (!plan.isEmpty()) {
            paper.line(0, 2, Emphasis.FAINT.of("Every step in its order, with its reason: --explain"));
        }
        whole.hash(paper);
    }

    private static void parties(TextLayout paper, AlikeParties parties) {
        PlanText.change(paper, parties.title(), parties.first());
        PlanText.signing(paper, parties.first());
        if (!parties.isAlone()) {
            List<String> others = parties.names().subList(1, parties.names().size());
            String more =
                    others.size() > NAMES_SHOWN ? " and " + (others.size() - NAMES_SHOWN) + " more: --explain" : "";
            paper.line(
                    2,
                    4,
                    "Alike: " + String.join(", ", others.subList(0, Math.min(others.size(), NAMES_SHOWN))) + more);
        }
    }

    /** What changes that is no hosting: packages, schedules, keys, namespaces. */
    private void besides(TextLayout paper) {
        if (plan.besides().isEmpty()) {
            return;
        }
        paper.blank();
        // A schedule is suspended for each window; that it is suspended has to be known once.
        plan.besides().stream().map(PlanBrief::beside).distinct().forEach(line -> paper.line(0, 2, line));
    }

    private static Inked beside(StepReport step) {
        return step.glyph().inked().plus(" " + step.participant() + ": " + step.action() + putBack(step));
    }

    private static String putBack(StepReport step) {
        return switch (step.reversal()) {
            case UNDONE_BY_RUN -> "; this plan puts it back";
            case READS_ONLY, REPLACEABLE, IRREVERSIBLE -> "";
        };
    }

    private void people(TextLayout paper) {
        List<Inked> lines = new ArrayList<>(PlanText.programs(plan));
        plan.operators()
                .forEach((operator, waves) -> lines.add(Inked.of("- " + operator + " acts in " + waves(waves))));
        List<StepReport> gates =
                plan.told().filter(step -> step.gate().isPresent()).toList();
        lines.addAll(PlanText.people(gates));
        if (gates.isEmpty()) {
            lines.add(Inked.of("- nobody has to do anything by hand"));
        }
        paper.blank();
        lines.forEach(line -> paper.line(0, 2, line));
    }

    /** {@code wave 3}, {@code waves 0, 2, 5-7}. */
    private static String waves(SortedSet<Integer> waves) {
        List<String> stretches = new ArrayList<>();
        for (int wave : waves) {
            if (waves.contains(wave - 1)) {
                continue;
            }
            int last = wave;
            while (waves.contains(last + 1)) {
                last++;
            }
            stretches.add(last == wave ? String.valueOf(wave) : wave + "-" + last);
        }
        return (waves.size() == 1 ? "wave " : "waves ") + String.join(", ", stretches);
    }

    private void dangers(TextLayout paper) {
        List<Inked> lines = new ArrayList<>(PlanText.offline(plan));
        if (lines.isEmpty()) {
            lines.add(Inked.of("- nobody will be offline"));
        }
        lines.addAll(PlanText.consequences(plan));
        plan.noReturn().ifPresent(sentence -> lines.add(Emphasis.ALARM.of("! " + sentence)));
        List<StepReport> irreversible =
                plan.told().filter(StepReport::isIrreversible).toList();
        lines.addAll(PlanText.lasting(irreversible));
        if (irreversible.isEmpty()) {
            lines.add(Inked.of("- everything in it can be taken back"));
        }
        paper.blank();
        lines.forEach(line -> paper.line(0, 2, line));
    }
}
