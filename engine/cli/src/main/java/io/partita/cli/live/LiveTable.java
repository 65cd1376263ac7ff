package io.partita.cli.live;

import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.RunResult;
import io.partita.core.plan.Plan;
import io.partita.core.state.RunId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jline.terminal.Terminal;

/**
 * A run on a real terminal: what is finished scrolls up, and below it stands one line for every step under way. Events
 * only change what is known; a daemon thread draws, five times a second at most, so that a run is never slowed down by
 * its terminal.
 */
public final class LiveTable extends ToldRun {

    private static final Duration BEAT = Duration.ofMillis(200);

    private final Screen screen;
    private final TextLayout.Colours colours;
    private final Repaint repaint;
    private final List<Line> staying = new ArrayList<>();
    private final Thread cursorAtExit;
    private int lastWidth;
    private Optional<Runnable> stop = Optional.empty();
    private Optional<UncheckedIOException> broken = Optional.empty();

    /** @param terminal knows cursor movements; it stays open: whoever made it closes it */
    public LiveTable(Terminal terminal, TextLayout.Colours colours, CommandText commands, InstantSource clock) {
        this(terminal, colours, commands, clock, Repaint.THREAD);
    }

    LiveTable(
            Terminal terminal, TextLayout.Colours colours, CommandText commands, InstantSource clock, Repaint repaint) {
        super(commands, clock);
        this.screen = new Screen(Objects.requireNonNull(terminal, "terminal"));
        this.colours = Objects.requireNonNull(colours, "colours");
        this.repaint = Objects.requireNonNull(repaint, "repaint");
        this.cursorAtExit = new Thread(screen::showCursor, "live-table-exit");
    }

    @Override
    public synchronized void runStarted(RunId run, Plan plan, Beginning beginning) {
        super.runStarted(run, plan, beginning);
        if (stop.isEmpty()) {
            lastWidth = screen.width();
            Runtime.getRuntime().addShutdownHook(cursorAtExit);
            stop = Optional.of(repaint.start(BEAT, this::beat));
        }
    }

    @Override
    public synchronized void runEnded(RunResult result) {
        super.runEnded(result);
        close();
    }

    @Override
    void stays(Line line) {
        broken.ifPresent(failure -> {
            throw failure;
        });
        staying.add(line);
    }

    @Override
    public synchronized void close() {
        boolean drew = stop.isPresent();
        stop.ifPresent(Runnable::run);
        stop = Optional.empty();
        if (drew) {
            forgetExit();
        }
        if (broken.isEmpty() && (drew || !staying.isEmpty())) {
            screen.show(takeStaying(), List.of(), colours);
            screen.restore();
        }
    }

    private synchronized void beat() {
        if (stop.isEmpty() || broken.isPresent()) {
            return;
        }
        int width = screen.width();
        boolean resizing = width != lastWidth;
        lastWidth = width;
        if (resizing) {
            // Somebody is pulling at the window: drawing waits until it stands still for a beat.
            return;
        }
        draw(width);
    }

    private void draw(int width) {
        try {
            Frame frame = new Frame(width, now(), log().participantColumns());
            screen.show(takeStaying(), frame.of(this, screen.rows()), colours);
        } catch (UncheckedIOException failure) {
            broken = Optional.of(failure);
        }
    }

    private List<Line> takeStaying() {
        List<Line> taken = List.copyOf(staying);
        staying.clear();
        return taken;
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(cursorAtExit);
        } catch (IllegalStateException exiting) {
            // The process is ending already: the hook gives the cursor back once more, which does no harm.
            return;
        }
    }
}
