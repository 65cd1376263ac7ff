package io.partita.core.statefile;

import java.io.Serial;

/** A text is not what it should be. Stays inside this package: it becomes a diagnostic with the file. */
final class Malformed extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    Malformed(String why, int line) {
        super(why);
        this.line = line;
    }

    Malformed(String why) {
        this(why, 1);
    }

    int line() {
        return line;
    }
}
