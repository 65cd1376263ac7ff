package io.partita.plans.fault;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.Locale;

/** What a call meets. Codes are answered before the node sees the call, in the shape in which Canton answers them. */
enum FaultKind {
    UNAVAILABLE,
    DEADLINE_EXCEEDED,
    RESOURCE_EXHAUSTED,
    ABORTED,
    INTERNAL,
    /** The connection is reset when the call has arrived, and the node never sees it. */
    CONNECTION_RESET,
    /** The node does what was asked, and the connection is reset before it answers. */
    ANSWER_LOST,
    /** The answer takes twenty times as long as in an undisturbed run. */
    SLOWER,
    /** The call breaks when half of its bytes have passed. */
    CUT,
    /**
     * The process ends and starts again: at the first call before it sees it, at the others after it has done what was
     * asked.
     */
    RESTARTED,
    /**
     * The process ends, and nothing is there any more. "Three times" and "for ever": it is back after a stop and goes
     * again at the same call of the resumed run, twice or for ever.
     */
    GONE;

    /** The words of the table. */
    String word() {
        return switch (this) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL -> name();
            case SLOWER -> "20 times slower";
            case CUT -> "cut after n bytes";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** Whether partita cannot know from the answer that nothing was done. */
    boolean isUnclear() {
        return this != ABORTED && this != SLOWER;
    }

    /** What the call ends with. */
    StatusRuntimeException ending(String participant) {
        return switch (this) {
            case DEADLINE_EXCEEDED ->
                Status.DEADLINE_EXCEEDED.withDescription("took too long").asRuntimeException();
            case RESOURCE_EXHAUSTED ->
                Status.RESOURCE_EXHAUSTED.withDescription("too many requests").asRuntimeException();
            case ABORTED ->
                CantonError.of("SERVER_OVERLOADED", 2, "The server is overloaded")
                        .toStatus(Api.ADMIN, participant, "0123456789abcdef");
            case INTERNAL ->
                CantonError.of("INTERNAL_INVARIANT_VIOLATION", 4, "never shown")
                        .toStatus(Api.ADMIN, participant, "0123456789abcdef");
            default -> Status.UNAVAILABLE.withDescription("Connection dropped").asRuntimeException();
        };
    }
}
