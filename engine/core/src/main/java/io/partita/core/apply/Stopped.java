package io.partita.core.apply;

import java.io.Serial;

/**
 * A person asked the run to stop: what is under way is given up at a safe place, and its outcome stays open for a
 * resume.
 */
public final class Stopped extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public Stopped() {
        super("stop requested", null, false, false);
    }
}
