package io.partita.cli.view;

import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Formats;
import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The waves of a plan as a picture, in the language of Mermaid, which the hosts of repositories draw. Whatever stands in
 * a label cannot be anything but text: all but letters, digits and a few signs are written as character references.
 */
final class PlanMermaid {

    /** Hosts draw some hundreds of boxes; who wants more reads the plan. */
    private static final int STEPS_OF_A_WAVE = 12;

    /** What a box says is cut there, so that a picture stays one; a danger is said behind it. */
    private static final int LABEL = 120;

    private static final String HARMLESS = " ,.()/-";

    private final PlanReport plan;

    PlanMermaid(PlanReport plan) {
        this.plan = plan;
    }

    String text() {
        StringBuilder text = new StringBuilder("flowchart TB\n");
        node(text, "plan", "", plan.summary() + " Hash " + plan.hash());
        plan.warning().ifPresent(warning -> node(text, "preview", "", warning));
        plan.waves().forEach(wave -> wave(text, wave));
        String before = "plan";
        for (WaveReport wave : plan.waves()) {
            text.append("  ").append(before).append(" --> ").append(name(wave)).append('\n');
            before = name(wave);
        }
        text.append("  classDef danger stroke:#c00,stroke-width:3px\n");
        text.append("  classDef person stroke:#b80,stroke-dasharray:5 3\n");
        return text.toString();
    }

    private static String name(WaveReport wave) {
        return "w" + wave.number();
    }

    private static void wave(StringBuilder text, WaveReport wave) {
        String offline = wave.offline().isEmpty()
                ? ""
                : wave.offline().stream()
                        .map(ParticipantName::name)
                        .collect(Collectors.joining(", ", " (", " offline)"));
        text.append("  subgraph ")
                .append(name(wave))
                .append("[\"")
                .append(escaped(cut("Wave " + wave.number() + " " + wave.title()) + offline))
                .append("\"]\n");
        List<StepReport> steps = wave.told();
        for (int at = 0; at < Math.min(steps.size(), STEPS_OF_A_WAVE); at++) {
            StepReport step = steps.get(at);
            String kind = step.isIrreversible() ? ":::danger" : step.gate().isPresent() ? ":::person" : "";
            String operator =
                    step.operator().map(operated -> " (" + operated + ")").orElse("");
            String end = step.isIrreversible() ? " - cannot be taken back" : "";
            node(
                    text,
                    name(wave) + "s" + at,
                    kind,
                    cut(step.participant() + operator + ", " + step.gate().orElse(step.action())) + end);
        }
        if (steps.size() > STEPS_OF_A_WAVE) {
            node(
                    text,
                    name(wave) + "more",
                    "",
                    "and " + Formats.of((long) steps.size() - STEPS_OF_A_WAVE, "more step") + more(steps));
        }
        text.append("  end\n");
    }

    /** What is left out is never silently dangerous. */
    private static String more(List<StepReport> steps) {
        long irreversible = steps.stream()
                .skip(STEPS_OF_A_WAVE)
                .filter(StepReport::isIrreversible)
                .count();
        return irreversible == 0 ? "" : ", of which " + irreversible + " cannot be taken back";
    }

    private static void node(StringBuilder text, String name, String kind, String label) {
        text.append("  ")
                .append(name)
                .append("[\"")
                .append(escaped(label))
                .append("\"]")
                .append(kind)
                .append('\n');
    }

    private static String cut(String label) {
        return label.length() <= LABEL
                ? label
                : label.substring(0, label.offsetByCodePoints(0, label.codePointCount(0, LABEL))) + "...";
    }

    private static String escaped(String label) {
        StringBuilder escaped = new StringBuilder();
        label.codePoints().forEach(each -> {
            boolean plain = each < 128 && (Character.isLetterOrDigit(each) || HARMLESS.indexOf(each) >= 0);
            if (plain) {
                escaped.appendCodePoint(each);
            } else {
                escaped.append('#').append(each).append(';');
            }
        });
        return escaped.toString();
    }
}
