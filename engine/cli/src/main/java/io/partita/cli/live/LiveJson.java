package io.partita.cli.live;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Objects;

/** A run as events for machines, one JSON document in a line, in UTF-8, flushed after every line. */
public final class LiveJson implements LiveView {

    private final PrintStream out;
    private final InstantSource clock;

    public LiveJson(PrintStream out, InstantSource clock) {
        this.out = Objects.requireNonNull(out, "out");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void close() {
        out.flush();
    }
}
