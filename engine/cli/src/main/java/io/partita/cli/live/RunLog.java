package io.partita.cli.live;

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

    private final Style style;
    private int participantColumns;
    private int lastWave;

    RunLog(Style style) {
        this.style = style;
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

    int lastWave() {
        return lastWave;
    }

    Line run(RunId run, String word) {
        return new Line().add(Tone.STRONG, word + " " + run.id());
    }

    Line wave(Wave wave) {
        return new Line().add(Tone.STRONG, "wave " + wave.number() + "/" + lastWave + "  " + wave.title());
    }

    Line waveOfBefore(Wave wave) {
        return wave(wave).add(Tone.FAINT, "  (done before)");
    }

    Line ended(Step step, Outcome outcome, Duration took) {
        Ending ending = Ending.of(outcome);
        Line line = row(ending.tone(), ending.sign(), ending.word(), step);
        if (!ending.text().isEmpty()) {
            line.add(": " + ending.text());
        }
        ending.diagnostic().ifPresent(diagnostic -> line.add(Tone.FAINT, " [" + diagnostic.code() + "]"));
        return line.add(Tone.FAINT, " (" + style.time(took) + ")");
    }

    /** A step that was under way when the run ended; it has no outcome. */
    Line stopped(Step step) {
        return row(Tone.NOTICE, "-", "stopped", step);
    }

    Line underway(String word, Step step) {
        return row(Tone.ACTIVE, ".", word, step);
    }

    Line lockWatched(String owner) {
        return new Line()
                .add(Tone.NOTICE, "~ lock      ")
                .add(owner + " has given no heartbeat for long; watching for a minute whether it lives");
    }

    Line windowOpened(ParticipantName target) {
        return row(Tone.NOTICE, "v", "offline", target)
                .add("isolated: do not connect it by hand before its import is complete");
    }

    Line windowStillOpen(ParticipantName target, Duration age) {
        return row(Tone.NOTICE, "v", "offline", target)
                .add("isolated for " + style.time(age) + ": do not connect it by hand before its import is complete");
    }

    Line windowClosed(ParticipantName target, Duration age) {
        return row(Tone.GOOD, "^", "online", target).add("back after " + style.time(age));
    }

    List<Line> noticed(Diagnostic diagnostic, ParticipantName participant) {
        Tone tone = switch (diagnostic.severity()) {
            case ERROR -> Tone.BAD;
            case WARNING -> Tone.NOTICE;
            case NOTE -> Tone.ACTIVE;
        };
        String word = diagnostic.severity().name().toLowerCase(Locale.ROOT);
        List<Line> lines = new ArrayList<>();
        lines.add(row(tone, "*", word, participant)
                .add(diagnostic.summary())
                .add(Tone.FAINT, " [" + diagnostic.code() + "]"));
        int indent = 2 + SIGN_AND_WORD + participantColumns + 2;
        if (!diagnostic.detail().isEmpty()) {
            lines.add(new Line().to(indent).add(Tone.FAINT, "why: ").add(diagnostic.detail()));
        }
        if (!diagnostic.hint().isEmpty()) {
            lines.add(new Line().to(indent).add(Tone.FAINT, "fix: ").add(diagnostic.hint()));
        }
        diagnostic
                .answered()
                .ifPresent(answered ->
                        lines.add(new Line().to(indent).add(Tone.FAINT, "see: ").add(answered.page())));
        return lines;
    }

    private Line row(Tone tone, String sign, String word, Step step) {
        return row(tone, sign, word, step.participant()).add(style.step(step));
    }

    private Line row(Tone tone, String sign, String word, ParticipantName participant) {
        return new Line()
                .add("  ")
                .add(tone, sign + " " + word)
                .to(2 + SIGN_AND_WORD)
                .add(participant.name())
                .to(2 + SIGN_AND_WORD + participantColumns + 2);
    }
}
