package io.partita.provider.sandbox.wire;

import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;

/** Categories of Canton's errors, the gRPC status of each, and what of it is disclosure (errors.md 1.1). */
public enum ErrorCategory {
    TRANSIENT_SERVER_FAILURE(1, Status.Code.UNAVAILABLE, Disclosure.IN_FULL, Duration.ofSeconds(1)),
    CONTENTION_ON_SHARED_RESOURCES(2, Status.Code.ABORTED, Disclosure.IN_FULL, Duration.ofSeconds(1)),
    DEADLINE_EXCEEDED_REQUEST_STATE_UNKNOWN(
            3, Status.Code.DEADLINE_EXCEEDED, Disclosure.IN_FULL, Duration.ofSeconds(1)),
    SYSTEM_INTERNAL_ASSUMPTION_VIOLATED(4, Status.Code.INTERNAL, Disclosure.REDACTED, null),
    SECURITY_ALERT(5, Status.Code.INVALID_ARGUMENT, Disclosure.REDACTED, null),
    INVALID_AUTHENTICATION_CREDENTIALS(6, Status.Code.UNAUTHENTICATED, Disclosure.REDACTED, null),
    INSUFFICIENT_PERMISSION(7, Status.Code.PERMISSION_DENIED, Disclosure.REDACTED, null),
    INVALID_INDEPENDENT_OF_SYSTEM_STATE(8, Status.Code.INVALID_ARGUMENT, Disclosure.IN_FULL, null),
    INVALID_GIVEN_CURRENT_SYSTEM_STATE(9, Status.Code.FAILED_PRECONDITION, Disclosure.IN_FULL, null),
    RESOURCE_EXISTS(10, Status.Code.ALREADY_EXISTS, Disclosure.IN_FULL, null),
    RESOURCE_MISSING(11, Status.Code.NOT_FOUND, Disclosure.IN_FULL, null),
    SEEK_AFTER_END(12, Status.Code.OUT_OF_RANGE, Disclosure.IN_FULL, Duration.ofSeconds(1)),
    INTERNAL_UNSUPPORTED_OPERATION(14, Status.Code.UNIMPLEMENTED, Disclosure.REDACTED, null);

    private enum Disclosure {
        IN_FULL,
        REDACTED
    }

    private final int number;
    private final Status.Code status;
    private final Disclosure disclosure;
    private final Duration retry;

    ErrorCategory(int number, Status.Code status, Disclosure disclosure, Duration retry) {
        this.number = number;
        this.status = status;
        this.disclosure = disclosure;
        this.retry = retry;
    }

    /** The number in the description and in the metadata. */
    public int number() {
        return number;
    }

    /** The gRPC status. */
    public Status.Code status() {
        return status;
    }

    /** Whether a client sees neither code nor cause. */
    public boolean redacted() {
        return disclosure == Disclosure.REDACTED;
    }

    /** When a client may try again, if at all. */
    public Optional<Duration> retry() {
        return Optional.ofNullable(retry);
    }

    /** The category with this number. */
    public static ErrorCategory of(int number) {
        for (ErrorCategory category : values()) {
            if (category.number == number) {
                return category;
            }
        }
        throw new IllegalArgumentException("no category has the number " + number);
    }
}
