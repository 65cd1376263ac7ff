package io.partita.cli.live;

import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.StepText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines below the log at one moment: open windows first, then a line for every step under way. None is longer than
 * the width, none is wrapped, and they never fill the screen.
 */
final class Frame {

    private static final int LEAST_ROWS = 2;

    private final int width;
    private final Instant now;
    private final int participantColumns;

    /** @param width columns that may be used */
    Frame(int width, Instant now, int participantColumns) {
        this.width = width;
        this.now = now;
        this.participantColumns = participantColumns;
    }

    /** @param rows how many lines there may be */
    List<Line> of(ToldRun run, int rows) {
        List<Line> lines = new ArrayList<>();
        run.windows().forEach((target, since) -> {
            Duration age = Duration.between(since, now);
            Line text = new Line()
                    .add(Emphasis.YELLOW, "v offline   ")
                    .add(target + "  isolated: do not connect it by hand");
            lines.add(fitted(text, List.of(Formats.time(age.isNegative() ? Duration.ZERO : age))));
        });
        run.underway().values().forEach(step -> lines.add(step(step)));
        return within(lines, Math.max(LEAST_ROWS, rows));
    }

    private List<Line> within(List<Line> lines, int rows) {
        if (lines.size() <= rows) {
            return lines;
        }
        List<Line> shown = new ArrayList<>(lines.subList(0, rows - 1));
        int hidden = lines.size() - shown.size();
        shown.add(new Line()
                .add("  ")
                .add(Emphasis.FAINT, "... and " + hidden + " more")
                .cut(width));
        return shown;
    }

    private Line step(RunningStep step) {
        Line left = new Line()
                .add(Emphasis.CYAN, step.isWaiting() ? "@ waiting   " : "> working   ")
                .add(step.step().participant().name());
        left.to(12 + participantColumns + 2).add(StepText.of(step.step()));
        if (!step.doing().isEmpty()) {
            left.add(", " + step.doing());
        }
        return fitted(left, rights(step));
    }

    /** What stands at the right edge, the most telling first. */
    private List<String> rights(RunningStep step) {
        String running = Formats.time(step.running(now));
        Optional<String> left = step.left(now).map(time -> time.isZero() ? "due" : Formats.time(time) + " left");
        if (left.isPresent()) {
            return List.of(left.get() + "  " + running, left.get());
        }
        ProgressText amounts = new ProgressText(step);
        if (!step.hasMoved()) {
            return List.of(running);
        }
        return List.of(
                amounts.allWithBar() + "  " + running,
                amounts.barAndContracts() + "  " + running,
                amounts.brief() + "  " + running,
                amounts.briefest() + "  " + running,
                amounts.briefest());
    }

    /**
     * The fullest right part that leaves the left part whole, or, when none does, the fullest that leaves it half of
     * the line.
     */
    private Line fitted(Line text, List<String> rights) {
        int indented = 2 + text.columns();
        String right = rights.stream()
                .filter(each -> indented + 2 + Line.columns(each) <= width)
                .findFirst()
                .or(() -> rights.stream()
                        .filter(each -> Line.columns(each) + 2 <= width / 2)
                        .findFirst())
                .orElse("");
        int room = right.isEmpty() ? width : width - Line.columns(right) - 2;
        Line line = new Line().add("  ").add(text).cut(room);
        return right.isEmpty() ? line : line.to(width - Line.columns(right)).add(right);
    }
}
