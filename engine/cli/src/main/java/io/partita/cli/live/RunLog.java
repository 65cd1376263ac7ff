package io.partita.cli.live;

import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.ForeignText;
import io.partita.cli.text.Formats;
import io.partita.cli.text.OutcomeText;
import io.partita.cli.text.StepText;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines that stay: the same on a terminal and in a log, without times of day. */
final class RunLog {

    private static final int SIGN_AND_WORD = 12;
    private static final int FOREIGN_INDENT = 4;
    /** Less than the width of any usual terminal, which would wrap what is longer. */
    private static final int FOREIGN_COLUMNS = 74;

    private static final int FOREIGN_ROWS = 4;

    private final CommandText commands;
    private int participantColumns;
    private int lastWave;

    /** @param commands how commands are typed */
    RunLog(CommandText commands) {
        this.commands = commands;
    }

    /** From now on for this plan. */
    void of(Plan plan) {
        participantColumns = plan.steps()
                .mapToInt(step -> step.participant().name().length())
                .max()
                .orElse(0);
        lastWave = plan.waves().stream().mapToInt(Wave::number).max().orElse(0);
    }

    int participantColumns() {
        return participantColumns;
    }

    Line run(RunId run, String word) {
        return new Line().add(Emphasis.BOLD, word + " " + run.id());
    }

    Line wave(Wave wave) {
        return new Line().add(Emphasis.BOLD, "wave " + wave.number() + "/" + lastWave + "  " + wave.title());
    }

    Line waveOfBefore(Wave wave) {
        return wave(wave).add(Emphasis.FAINT, "  (done before)");
    }

    Line ended(Step step, Outcome outcome, Duration took) {
        OutcomeText ending = OutcomeText.of(outcome);
        Line line = row(ending.emphasis(), ending.sign(), ending.word(), step);
        if (!ending.text().isEmpty()) {
            line.add(": " + ending.text());
        }
        ending.diagnostic().ifPresent(diagnostic -> line.add(Emphasis.FAINT, " [" + diagnostic.code() + "]"));
        return line.add(Emphasis.FAINT, " (" + Formats.time(took) + ")");
    }

    /** A step that was under way when the run ended; it has no outcome. */
    Line stopped(Step step) {
        return row(Emphasis.YELLOW, "-", "stopped", step);
    }

    Line underway(String word, Step step) {
        return row(Emphasis.CYAN, ".", word, step);
    }

    Line lockWatched(String owner) {
        return new Line()
                .add(Emphasis.YELLOW, "~ lock      ")
                .add(owner + " has given no heartbeat for long; watching for a minute whether it lives");
    }

    Line windowOpened(ParticipantName target) {
        return row(Emphasis.YELLOW, "v", "offline", target)
                .add("isolated: do not connect it by hand before its import is complete");
    }

    Line windowStillOpen(ParticipantName target, Duration age) {
        return row(Emphasis.YELLOW, "v", "offline", target)
                .add("isolated for " + Formats.time(age) + ": do not connect it by hand before its import is complete");
    }

    Line windowClosed(ParticipantName target, Duration age) {
        return row(Emphasis.GREEN, "^", "online", target).add("back after " + Formats.time(age));
    }

    List<Line> noticed(Diagnostic diagnostic, ParticipantName participant) {
        Emphasis emphasis = switch (diagnostic.severity()) {
            case ERROR -> Emphasis.ALARM;
            case WARNING -> Emphasis.YELLOW;
            case NOTE -> Emphasis.CYAN;
        };
        String word = diagnostic.severity().name().toLowerCase(Locale.ROOT);
        List<Line> lines = new ArrayList<>();
        lines.add(row(emphasis, "*", word, participant)
                .add(diagnostic.summary())
                .add(Emphasis.FAINT, " [" + diagnostic.code() + "]"));
        int indent = 2 + SIGN_AND_WORD + participantColumns + 2;
        if (!diagnostic.detail().isEmpty()) {
            lines.add(new Line().to(indent).add(Emphasis.FAINT, "why: ").add(diagnostic.detail()));
        }
        diagnostic
                .answered()
                .map(answered -> new ForeignText(participant.name(), answered.text()))
                .ifPresent(said -> said.rows(FOREIGN_COLUMNS, FOREIGN_ROWS)
                        .forEach(row -> lines.add(new Line().to(FOREIGN_INDENT).add(row))));
        if (!diagnostic.hint().isEmpty()) {
            lines.add(new Line().to(indent).add(Emphasis.FAINT, "fix: ").add(diagnostic.hint()));
        }
        diagnostic
                .next()
                .forEach(command -> lines.add(
                        new Line().to(indent).add(Emphasis.FAINT, "run: ").add(commands.of(command))));
        diagnostic
                .answered()
                .ifPresent(answered -> lines.add(
                        new Line().to(indent).add(Emphasis.FAINT, "see: ").add(commands.explaining(answered.topic()))));
        return lines;
    }

    private Line row(Emphasis emphasis, String sign, String word, Step step) {
        return row(emphasis, sign, word, step.participant()).add(StepText.of(step));
    }

    private Line row(Emphasis emphasis, String sign, String word, ParticipantName participant) {
        return new Line()
                .add("  ")
                .add(emphasis, sign + " " + word)
                .to(2 + SIGN_AND_WORD)
                .add(participant.name())
                // A dry run tells of no plan before it notices something.
                .to(2
                        + SIGN_AND_WORD
                        + Math.max(participantColumns, participant.name().length())
                        + 2);
    }
}
