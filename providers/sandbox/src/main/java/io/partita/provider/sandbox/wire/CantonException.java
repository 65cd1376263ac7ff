package io.partita.provider.sandbox.wire;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.provider.sandbox.store.Exclusive;
import java.util.Optional;

/**
 * An answer of the rules: a request is refused, and nothing was changed. Either an error in Canton's shape or, where
 * Canton itself answers so, a plain gRPC status without details.
 */
public final class CantonException extends RuntimeException implements Exclusive.Refusal {

    private static final long serialVersionUID = 1L;

    private final transient CantonError error;
    private final transient Status plain;

    CantonException(CantonError error) {
        super(error.code() + ": " + error.cause(), null, false, false);
        this.error = error;
        this.plain = null;
    }

    private CantonException(Status plain) {
        super(plain.getDescription(), null, false, false);
        this.error = null;
        this.plain = plain;
    }

    /** An answer without Canton's shape. */
    public static CantonException plain(Status.Code code, String description) {
        return new CantonException(code.toStatus().withDescription(description));
    }

    /** The error in Canton's shape, if it has one. */
    public Optional<CantonError> error() {
        return Optional.ofNullable(error);
    }

    /** What a client receives, see {@link CantonError#toStatus}. */
    public StatusRuntimeException toStatus(Api api, String participant, String requestId) {
        return error != null ? error.toStatus(api, participant, requestId) : plain.asRuntimeException();
    }
}
