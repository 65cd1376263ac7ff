package io.partita.provider.canton.call;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.Serial;

/** The cause of a call that was not sent, because nobody was asked yet on its connection who answers. */
final class UnknownPeer extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private UnknownPeer() {
        super("nobody was asked yet on this connection who answers", null, false, false);
    }

    static Status status() {
        UnknownPeer cause = new UnknownPeer();
        return Status.UNAVAILABLE.withDescription(cause.getMessage()).withCause(cause);
    }

    static boolean ended(StatusRuntimeException call) {
        return call.getStatus().getCause() instanceof UnknownPeer;
    }
}
