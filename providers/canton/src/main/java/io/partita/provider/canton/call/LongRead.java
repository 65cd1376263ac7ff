package io.partita.provider.canton.call;

import com.google.protobuf.MessageLite;
import io.grpc.Status;
import io.partita.core.hash.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * A server stream that is read to its end over as many calls as it takes. After a call that broke off the next goes on
 * where it stopped, if the participant gives a place to go on from; otherwise the stream begins anew, and what was
 * handed over before is skipped, once it has proved to be the same.
 */
final class LongRead<Q, A extends MessageLite> {

    private final Function<A, Caller.Next> each;
    private final Caller.Resumption<Q, A> resumption;
    private Q request;
    private long repeated;
    private MessageDigest handed = Sha256.digest();
    private long progress;

    LongRead(Q request, Function<A, Caller.Next> each, Caller.Resumption<Q, A> resumption) {
        this.request = request;
        this.each = each;
        this.resumption = resumption;
    }

    /** What the next call has to ask for. */
    Q request() {
        return request;
    }

    /** How many messages were handed over by all calls. */
    long progress() {
        return progress;
    }

    void read(ResponseStream<A> stream) {
        skip(stream);
        for (A message = stream.next(); message != null; message = stream.next()) {
            Caller.Next next = each.apply(message);
            progress++;
            remember(message);
            if (next == Caller.Next.ENOUGH) {
                return;
            }
        }
    }

    private void remember(A message) {
        Optional<Q> rest = resumption.after(request, message);
        if (rest.isPresent()) {
            request = rest.get();
            repeated = 0;
            handed = Sha256.digest();
        } else {
            handed.update(message.toByteArray());
            repeated++;
        }
    }

    private void skip(ResponseStream<A> stream) {
        MessageDigest again = Sha256.digest();
        for (long skipped = 0; skipped < repeated; skipped++) {
            A message = stream.next();
            if (message == null) {
                throw changed();
            }
            again.update(message.toByteArray());
        }
        if (repeated > 0) {
            byte[] before = handed.digest();
            handed = again;
            if (!Arrays.equals(before, copy(again).digest())) {
                throw changed();
            }
        }
    }

    private static RuntimeException changed() {
        return Status.DATA_LOSS
                .withDescription(
                        "the stream broke off, and when it was asked for again the participant answered something else")
                .asRuntimeException();
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this JVM cannot be copied", e);
        }
    }
}
