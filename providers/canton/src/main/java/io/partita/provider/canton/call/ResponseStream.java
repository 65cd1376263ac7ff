package io.partita.provider.canton.call;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The answers of a server stream, pulled by one thread. At most {@code window} messages are in memory: the server is
 * asked for the next one only when one was taken.
 */
public final class ResponseStream<A> implements AutoCloseable {

    private final ClientCall<?, A> call;
    private final Duration silence;
    private final BlockingQueue<Event<A>> events = new LinkedBlockingQueue<>();
    private boolean begun;
    private boolean ended;

    private record Event<A>(A message, Status status, Metadata trailers) {}

    private ResponseStream(ClientCall<?, A> call, Duration silence) {
        this.call = call;
        this.silence = silence;
    }

    static <Q, A> ResponseStream<A> start(ClientCall<Q, A> call, Q request, int window, Duration silence) {
        ResponseStream<A> stream = new ResponseStream<>(call, silence);
        call.start(stream.listener(), new Metadata());
        call.request(window);
        call.sendMessage(request);
        call.halfClose();
        return stream;
    }

    /**
     * The next message, or null at the regular end of the stream.
     *
     * @throws StatusRuntimeException when the call failed, was interrupted, or was silent for too long
     */
    public A next() {
        if (ended) {
            return null;
        }
        Event<A> event = await();
        if (event.status() == null) {
            begun = true;
            call.request(1);
            return event.message();
        }
        ended = true;
        if (event.status().isOk()) {
            return null;
        }
        throw event.status().asRuntimeException(event.trailers());
    }

    /** Whether a message was taken. */
    boolean isBegun() {
        return begun;
    }

    /** Cancels what is still under way; harmless after the end. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            call.cancel("no more is needed", null);
        }
    }

    private Event<A> await() {
        try {
            Event<A> event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (event != null) {
                return event;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
        }
        close();
        throw Status.DEADLINE_EXCEEDED
                .withDescription("nothing came for " + silence.toSeconds() + " s")
                .asRuntimeException();
    }

    private ClientCall.Listener<A> listener() {
        return new ClientCall.Listener<>() {
            @Override
            public void onMessage(A message) {
                events.add(new Event<>(message, null, null));
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                events.add(new Event<>(null, status, trailers));
            }
        };
    }
}
