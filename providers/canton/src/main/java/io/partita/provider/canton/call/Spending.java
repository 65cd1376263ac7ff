package io.partita.provider.canton.call;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** What one read has taken so far of what it may, over all its calls. */
final class Spending {

    /** So that watching costs nothing. */
    private static final int MESSAGES_BETWEEN = 256;

    private final ReadLimits limits;
    private final ReadWatch watch;
    private final String attempted;
    private final long begun = System.nanoTime();
    private long messages;
    private long bytes;

    Spending(ReadLimits limits, ReadWatch watch, String attempted) {
        this.limits = limits;
        this.watch = watch;
        this.attempted = attempted;
    }

    String attempted() {
        return attempted;
    }

    /** How long the read may still last; not positive when its time is over. */
    Duration left() {
        return limits.time().minusNanos(System.nanoTime() - begun);
    }

    /** @throws OverLimit when it is too much */
    void take(Object message) {
        messages++;
        if (message instanceof MessageLite known) {
            bytes += known.getSerializedSize();
        }
        if (messages > limits.messages()) {
            throw OverLimit.ofRead("more than " + limits.messages() + " messages");
        }
        if (bytes > limits.bytes()) {
            throw OverLimit.ofRead("more than " + (limits.bytes() >> 20) + " MiB");
        }
        if (messages % MESSAGES_BETWEEN == 1) {
            if (left().isNegative()) {
                throw late();
            }
            watch.reading(attempted, messages, bytes);
        }
    }

    /** What a call of the read that failed is to be thrown as: the deadline of a call is what is left of the read's. */
    RuntimeException ended(StatusRuntimeException failure, MethodDescriptor<?, ?> method, Object request) {
        return left().toMillis() <= 0 ? late() : OverLimit.orElse(failure, method, request);
    }

    OverLimit late() {
        return OverLimit.ofRead("it is not done after " + limits.time().toMinutes() + " minutes");
    }
}
