package io.partita.cli.live;

import java.time.InstantSource;
import java.util.Objects;
import org.jline.terminal.Terminal;

/** A run on a real terminal: what is finished scrolls up, and below it stands one line for every step under way. */
public final class LiveTable implements LiveView {

    private final Terminal terminal;
    private final Style style;
    private final InstantSource clock;

    /** @param terminal stays open: whoever made it closes it */
    public LiveTable(Terminal terminal, Style style, InstantSource clock) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.style = Objects.requireNonNull(style, "style");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void close() {
        terminal.flush();
    }
}
