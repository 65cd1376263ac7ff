package io.partita.core.provider;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a call to a participant gave no answer that can be used.
 *
 * @param kind what follows from it for the caller
 * @param code the participant's own code id, such as {@code TOPOLOGY_SERIAL_MISMATCH}; for an error without one the gRPC status name, such as {@code UNAVAILABLE}
 * @param text the participant's own text, without secrets; may be empty
 * @param attempted what partita was doing, as a phrase: {@code "reading the hosting of Alice on participant1"}
 * @param endpoint the endpoint that was called, {@code host:port} or a sandbox name
 * @param retryAfter when the participant said so
 */
public record CallFailure(
        Kind kind, String code, String text, String attempted, String endpoint, Optional<Duration> retryAfter) {

    /** What a failure means for the effect of the call. The provider has already tried again what may be tried again blindly (reads). */
    public enum Kind {
        /** Nothing was sent or nothing was accepted; trying again later may help. */
        UNREACHABLE,
        /** The participant answered no; the state has to be read again before anything else. */
        REFUSED,
        /** The thing asked for does not exist (yet). */
        NOT_FOUND,
        /** It exists already; often it means done. */
        ALREADY_EXISTS,
        /** The effect may or may not have happened; only a probe can tell. */
        OUTCOME_UNKNOWN,
        /** Credentials are missing, wrong or too weak. */
        NOT_PERMITTED,
        /** The participant or its release does not know the call. */
        UNSUPPORTED,
        /** Something on partita's own side, such as a file that cannot be read or a full disk. */
        LOCAL
    }

    public CallFailure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(attempted, "attempted");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public String toString() {
        return attempted + " (" + endpoint + "): " + code + (text.isEmpty() ? "" : ": " + text);
    }
}
