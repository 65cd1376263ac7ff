package io.partita.provider.canton.call;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.Serial;

/** A read that takes more than it may. */
final class OverLimit extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private OverLimit(String text) {
        super(text);
    }

    static OverLimit ofRead(String limit) {
        return new OverLimit("the participant sends more than partita reads at once: " + limit
                + "; if that is what it has, set the environment variable " + ReadLimits.VARIABLE
                + " to 10 for ten times as much");
    }

    /**
     * What a failed call is to be thrown as: this, when the transport did not take an answer for its size. A request
     * that the participant does not take for its size fails with the same words.
     */
    static RuntimeException orElse(StatusRuntimeException failure, MethodDescriptor<?, ?> method, Object request) {
        int limit = ReadLimits.largestMessage(method);
        boolean requested = request instanceof MessageLite sent && sent.getSerializedSize() > limit;
        boolean own = failure.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                && String.valueOf(failure.getStatus().getDescription()).contains("exceeds maximum size " + limit);
        return own && !requested
                ? new OverLimit("one answer is larger than the " + (limit >> 20)
                        + " MiB that partita takes for this call with a heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB; if that is what the participant has, set PARTITA_JAVA_OPTS to -Xmx4g or more")
                : failure;
    }
}
