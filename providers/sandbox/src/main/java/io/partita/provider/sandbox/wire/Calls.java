package io.partita.provider.sandbox.wire;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.provider.sandbox.store.Exclusive;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How a call of one port of one node runs: its body in an exclusive section, its effect durable before the answer, its
 * refusals in Canton's shape, and UNAVAILABLE where the node's process is dead or died of the call.
 */
public final class Calls {

    private static final Logger LOG = System.getLogger(Calls.class.getName());

    private final Exclusive exclusive;
    private final Api api;
    private final String participant;
    private final BooleanSupplier alive;

    /**
     * @param exclusive the lock of the network
     * @param api the port
     * @param participant name of the node
     * @param alive whether the node's process runs
     */
    public Calls(Exclusive exclusive, Api api, String participant, BooleanSupplier alive) {
        this.exclusive = exclusive;
        this.api = api;
        this.participant = participant;
        this.alive = alive;
    }

    /** Answers a unary call with what the body gives. */
    public <T> void answer(StreamObserver<T> observer, Supplier<T> body) {
        T response;
        try {
            response = section(body);
        } catch (RuntimeException | Error failure) {
            fail(observer, failure);
            return;
        }
        complete(observer, response);
    }

    /** Answers a unary call when the stage that the body gives completes; nothing waits. */
    public <T> void answerLater(StreamObserver<T> observer, Supplier<? extends CompletionStage<T>> body) {
        CompletionStage<T> stage;
        try {
            stage = section(body::get);
        } catch (RuntimeException | Error failure) {
            fail(observer, failure);
            return;
        }
        stage.whenComplete((response, failure) -> {
            if (failure != null) {
                fail(observer, failure);
            } else if (!alive.getAsBoolean()) {
                fail(observer, unavailable());
            } else {
                complete(observer, response);
            }
        });
    }

    /** Runs a part of a streaming call in an exclusive section, with the same refusals as {@link #answer}. */
    public <T> T section(Supplier<T> body) {
        T result = exclusive.write(() -> {
            requireAlive();
            return body.get();
        });
        requireAlive();
        return result;
    }

    /** Ends a call with what a client receives for this failure. */
    public void fail(StreamObserver<?> observer, Throwable failure) {
        observer.onError(status(failure));
    }

    /** What a client receives for a failure. */
    public StatusRuntimeException status(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CantonException) {
            return ((CantonException) cause).toStatus(api, participant, requestId());
        }
        if (cause instanceof StatusRuntimeException) {
            return (StatusRuntimeException) cause;
        }
        LOG.log(Level.ERROR, "This is a bug in partita: a call of the sandbox failed.", cause);
        return Status.INTERNAL
                .withDescription("This is a bug in partita: " + cause)
                .asRuntimeException();
    }

    private static <T> void complete(StreamObserver<T> observer, T response) {
        if (observer instanceof ServerCallStreamObserver && ((ServerCallStreamObserver<T>) observer).isCancelled()) {
            return;
        }
        observer.onNext(response);
        observer.onCompleted();
    }

    private void requireAlive() {
        if (!alive.getAsBoolean()) {
            throw unavailable();
        }
    }

    private static CantonException unavailable() {
        return CantonException.plain(Status.Code.UNAVAILABLE, "io exception: the process of the participant has ended");
    }

    private static String requestId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
