package io.partita.provider.sandbox.node;

/** Processing makes it impossible to stay connected, without ending the node's process (experiments.md 2). */
public final class ConnectionLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason what the log of a real node would say */
    public ConnectionLost(String reason) {
        super(reason);
    }
}
