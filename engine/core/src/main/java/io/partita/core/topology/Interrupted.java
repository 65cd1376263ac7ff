package io.partita.core.topology;

import java.io.Serial;

/** Somebody asked to stop while the network was read. Nothing was changed; there is nothing to clean up. */
public final class Interrupted extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Interrupted(InterruptedException cause) {
        super("interrupted while reading the network", cause);
    }
}
