package io.partita.cli.live;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Objects;

/** A run as plain lines, for logs, pipes and terminals that cannot do more: nothing overwrites itself, and no line carries a time of day. */
public final class LiveLines implements LiveView {

    private final PrintStream out;
    private final Style style;
    private final InstantSource clock;

    public LiveLines(PrintStream out, Style style, InstantSource clock) {
        this.out = Objects.requireNonNull(out, "out");
        this.style = Objects.requireNonNull(style, "style");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void close() {
        out.flush();
    }
}
