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

    private final ClientCall<?, Decoded<A>> call;
    private final Duration silence;
    private final Spending spending;
    private final BlockingQueue<Event<A>> events = new LinkedBlockingQueue<>();
    private boolean begun;
    private boolean ended;

    private record Event<A>(Decoded<A> message, Status status, Metadata trailers) {}

    private ResponseStream(ClientCall<?, Decoded<A>> call, Duration silence, Spending spending) {
        this.call = call;
        this.silence = silence;
        this.spending = spending;
    }

    static <Q, A> ResponseStream<A> start(
            ClientCall<Q, Decoded<A>> call, Q request, int window, Duration silence, Spending spending) {
        ResponseStream<A> stream = new ResponseStream<>(call, silence, spending);
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
     * @throws Decoded.Undecodable when the next message is none
     * @throws OverLimit when the read takes more than it may
     */
    public A next() {
        if (ended) {
            return null;
        }
        Event<A> event = await();
        if (event.status() == null) {
            begun = true;
            A message = event.message().orThrow();
            spending.take(message);
            call.request(1);
            return message;
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
        Duration left = spending.left();
        Duration patience = left.compareTo(silence) < 0 ? left : silence;
        try {
            Event<A> event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (event != null) {
                return event;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
        }
        close();
        if (spending.left().toMillis() <= 0) {
            throw spending.late();
        }
        throw Status.DEADLINE_EXCEEDED
                .withDescription("nothing came for " + silence.toSeconds() + " s")
                .asRuntimeException();
    }

    private ClientCall.Listener<Decoded<A>> listener() {
        return new ClientCall.Listener<>() {
            @Override
            public void onMessage(Decoded<A> message) {
                events.add(new Event<>(message, null, null));
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                events.add(new Event<>(null, status, trailers));
            }
        };
    }
}
