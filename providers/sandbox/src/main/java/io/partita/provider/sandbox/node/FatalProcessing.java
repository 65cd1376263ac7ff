package io.partita.provider.sandbox.node;

/** Processing a transaction would terminate a real node's process (experiments.md 3). */
public final class FatalProcessing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason what the log of a real node would say */
    public FatalProcessing(String reason) {
        super(reason);
    }
}
