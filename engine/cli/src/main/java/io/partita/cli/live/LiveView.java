package io.partita.cli.live;

import io.partita.core.apply.ApplyListener;

/**
 * Shows a run while it goes on. Safe to call from any thread. Writing that fails throws
 * {@link java.io.UncheckedIOException}: the run then goes on without a listener.
 */
public interface LiveView extends ApplyListener, AutoCloseable {

    /**
     * Leaves the output as it was found: nothing is drawn, hidden or running any more. Does nothing the second time.
     */
    @Override
    void close();
}
