package io.partita.provider.canton.call;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * A client stream, fed by one thread. A message is handed over only when the connection takes it, so that nothing piles
 * up in memory. Unless {@link #finish()} is called the stream is never half-closed: closing it cancels the call, and
 * the server cannot take a part for the whole.
 */
public final class RequestStream<Q, A> implements AutoCloseable {

    /** A lost wake-up must not hang a call for ever. */
    private static final long LONGEST_NAP_MILLIS = 1000;

    private final ClientCall<Q, Decoded<A>> call;
    private final Object lock = new Object();
    private Decoded<A> answer;
    private Status status;
    private Metadata trailers;
    private boolean finished;

    private RequestStream(ClientCall<Q, Decoded<A>> call) {
        this.call = call;
    }

    static <Q, A> RequestStream<Q, A> start(ClientCall<Q, Decoded<A>> call) {
        RequestStream<Q, A> stream = new RequestStream<>(call);
        call.start(stream.listener(), new Metadata());
        call.request(2);
        return stream;
    }

    /**
     * @throws StatusRuntimeException when the server has ended the call, however it ended it: it cannot have seen
     * everything
     */
    public void send(Q message) {
        synchronized (lock) {
            while (status == null && !call.isReady()) {
                nap();
            }
            if (status != null) {
                throw endedEarly();
            }
        }
        call.sendMessage(message);
    }

    /** Ends the stream and waits, without a limit, for the answer. */
    public A finish() {
        synchronized (lock) {
            if (status != null) {
                throw endedEarly();
            }
        }
        finished = true;
        call.halfClose();
        synchronized (lock) {
            while (status == null) {
                nap();
            }
            if (!status.isOk()) {
                throw status.asRuntimeException(trailers);
            }
            if (answer == null) {
                throw Status.INTERNAL
                        .withDescription("an answer without content")
                        .asRuntimeException();
            }
            return answer.orThrow();
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (status != null) {
                return;
            }
        }
        call.cancel(finished ? "the answer is no longer waited for" : "not everything was sent", null);
    }

    private StatusRuntimeException endedEarly() {
        return status.isOk()
                ? Status.UNKNOWN
                        .withDescription("the participant answered before everything was sent")
                        .asRuntimeException()
                : status.asRuntimeException(trailers);
    }

    private void nap() {
        try {
            lock.wait(LONGEST_NAP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.cancel("interrupted", null);
            throw Status.CANCELLED.withDescription("interrupted").asRuntimeException();
        }
    }

    private ClientCall.Listener<Decoded<A>> listener() {
        return new ClientCall.Listener<>() {
            @Override
            public void onMessage(Decoded<A> message) {
                synchronized (lock) {
                    answer = message;
                }
            }

            @Override
            public void onReady() {
                synchronized (lock) {
                    lock.notifyAll();
                }
            }

            @Override
            public void onClose(Status closed, Metadata closedWith) {
                synchronized (lock) {
                    status = closed;
                    trailers = closedWith;
                    lock.notifyAll();
                }
            }
        };
    }
}
