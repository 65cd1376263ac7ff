package io.partita.cli.view;

import io.partita.cli.report.PlanReport;
import io.partita.cli.report.WindowReport;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Played;
import io.partita.cli.result.Played.Fate;
import io.partita.cli.result.Played.PlayedStep;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.StepText;
import io.partita.cli.text.TextLayout;
import java.util.Locale;

/** How a plan went in a sandbox, for people. */
final class RehearsalText {

    private static final int COLUMNS = 12;

    private RehearsalText() {}

    static TextLayout write(TextLayout paper, Payload.Rehearsed content) {
        Played played = content.played();
        for (PlayedStep step : played.steps()) {
            paper.line(
                    0,
                    2 + COLUMNS,
                    TextLayout.padded(ink(step.fate()).of(word(step.fate())), COLUMNS)
                            .plus(" " + step.step().participant() + "  " + StepText.of(step.step()) + ": "
                                    + step.found()));
        }
        paper.blank();
        for (Fate fate : Fate.values()) {
            long steps =
                    played.steps().stream().filter(step -> step.fate() == fate).count();
            if (steps > 0) {
                paper.line(
                        0,
                        2,
                        Emphasis.FAINT.of(word(fate) + ", " + Formats.of(steps, "step") + ": " + fate.covered()
                                + "; not covered: " + fate.missing()));
            }
        }
        played.left()
                .forEach((party, why) ->
                        paper.line(0, 2, Emphasis.YELLOW.of("not rehearsed").plus(": " + party + ", because " + why)));
        played.met().forEach(mishap -> paper.line(0, 2, "went wrong as wanted: " + mishap));
        played.missed()
                .forEach(mishap -> paper.line(
                        0, 2, Emphasis.YELLOW.of("did not happen").plus(": " + mishap + ", nobody made the call")));
        paper.line(0, 2, "Runs: " + String.join(", ", played.runs()) + ".");
        for (WindowReport window : PlanReport.of(content.plan()).windows()) {
            paper.line(0, 2, "By the numbers that were read: " + window.sentence() + ".");
        }
        played.said()
                .forEach(said -> paper.line(0, 2, Emphasis.RED.of("stopped").plus(": " + said)));
        played.differences()
                .forEach(said -> paper.line(0, 2, Emphasis.RED.of("differs").plus(": " + said)));
        return paper.line(0, 2, Emphasis.BOLD.of(ending(played)));
    }

    private static String ending(Played played) {
        if (played.succeeded()) {
            return "Rehearsed: the end is what is declared.";
        }
        if (played.cameOutAsDeclared()) {
            return "Rehearsed in part: of what was rehearsed, the end is what is declared.";
        }
        return played.end() == Played.End.STOPPED
                ? "Rehearsed without success: the run did not come to its end."
                : "Rehearsed without success: the end is not what is declared.";
    }

    private static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Emphasis ink(Fate fate) {
        return switch (fate) {
            case DONE -> Emphasis.GREEN;
            case FAILED -> Emphasis.ALARM;
            case SAID, NOT_PLAYED -> Emphasis.YELLOW;
        };
    }
}
