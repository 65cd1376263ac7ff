package io.partita.provider.canton.call;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Optional;

/**
 * A message of an answer, or why its bytes are none. The transport takes a failure to decode for its own and does not
 * always end the call by it.
 *
 * @param message null when the bytes are none
 * @param fault why they are none
 */
record Decoded<A>(A message, Optional<RuntimeException> fault) {

    /** Bytes that are no message of the method. */
    static final class Undecodable extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private Undecodable() {
            super("the bytes of the answer are not what the call answers with");
        }
    }

    /** The same method, with answers that can be waited for whatever their bytes are. */
    static <Q, A> MethodDescriptor<Q, Decoded<A>> of(MethodDescriptor<Q, A> method) {
        return method.toBuilder(method.getRequestMarshaller(), new Decoding<>(method.getResponseMarshaller()))
                .build();
    }

    /**
     * @throws Undecodable when there is none
     * @throws StatusRuntimeException when it is larger than it may be
     */
    A orThrow() {
        if (fault.isEmpty()) {
            return message;
        }
        throw fault.get() instanceof StatusRuntimeException failed
                        && failed.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? failed
                : new Undecodable();
    }

    private record Decoding<A>(MethodDescriptor.Marshaller<A> marshaller)
            implements MethodDescriptor.Marshaller<Decoded<A>> {

        @Override
        public InputStream stream(Decoded<A> value) {
            return marshaller.stream(value.message());
        }

        @Override
        public Decoded<A> parse(InputStream stream) {
            try {
                return new Decoded<>(marshaller.parse(stream), Optional.empty());
            } catch (RuntimeException e) {
                return new Decoded<>(null, Optional.of(e));
            }
        }
    }
}
