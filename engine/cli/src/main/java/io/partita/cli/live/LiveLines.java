package io.partita.cli.live;

import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.TextLayout;
import io.partita.core.plan.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A run as plain lines, for logs, pipes and terminals that cannot do more: nothing overwrites itself, and no line
 * carries a time of day.
 */
public final class LiveLines extends ToldRun {

    private static final Duration REMINDER = Duration.ofSeconds(5);

    private final PrintStream out;
    private final TextLayout.Colours colours;

    /**
     * @param out is flushed after every line, and never closed
     * @param commands how commands are typed
     */
    public LiveLines(PrintStream out, TextLayout.Colours colours, CommandText commands, InstantSource clock) {
        super(commands, clock);
        this.out = Objects.requireNonNull(out, "out");
        this.colours = Objects.requireNonNull(colours, "colours");
    }

    @Override
    public synchronized void heartbeat(Step step, String doing, Duration running) {
        super.heartbeat(step, doing, running);
        known(step)
                .ifPresent(
                        each -> stays(line("working", each).add(Emphasis.FAINT, " (" + Formats.time(running) + ")")));
    }

    @Override
    void waits(RunningStep step) {
        stays(line("waiting", step));
    }

    /**
     * In a log nothing stands still, so an open window is told again with every wave, unless it has only just been
     * opened.
     */
    @Override
    void waveAnnounced() {
        Instant now = now();
        windows().forEach((target, since) -> {
            Duration age = Duration.between(since, now);
            if (age.compareTo(REMINDER) >= 0) {
                stays(log().windowStillOpen(target, age));
            }
        });
    }

    @Override
    void stays(Line line) {
        out.println(line.inked(colours));
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("the output does not take lines any more"));
        }
    }

    @Override
    public void close() {
        out.flush();
    }

    private Line line(String word, RunningStep step) {
        Line line = log().underway(word, step.step());
        String details = details(step);
        return details.isEmpty() ? line : line.add(": " + details);
    }

    private String details(RunningStep step) {
        List<String> parts = new ArrayList<>();
        if (!step.doing().isEmpty()) {
            parts.add(step.doing());
        }
        Optional<String> left = step.left(now()).map(Formats::time);
        left.ifPresent(time -> parts.add("about " + time + " left"));
        String moved = new ProgressText(step).all();
        if (!moved.isEmpty()) {
            parts.add(moved);
        }
        return String.join(", ", parts);
    }
}
