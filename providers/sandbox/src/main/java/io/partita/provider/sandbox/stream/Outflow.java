package io.partita.provider.sandbox.stream;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.provider.sandbox.wire.Calls;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A stream of answers that goes as fast as the client takes it: a page is read in an exclusive section, turned into
 * messages and sent outside of it, and the next one is read when the transport wants more. Memory is that of one page.
 *
 * @param <S> what is read
 * @param <T> message
 */
public final class Outflow<S, T> {

    private final Calls calls;
    private final ServerCallStreamObserver<T> observer;
    private final Source<S> source;
    private final Form<S, T> form;
    private final Deque<T> pending = new ArrayDeque<>();
    private Runnable cleanUp = () -> {};
    private volatile boolean over;
    private boolean exhausted;
    private boolean pumping;
    private boolean again;

    /**
     * Where the answers come from. Called in an exclusive section; may throw what a call may throw.
     *
     * @param <S> what is read
     */
    @FunctionalInterface
    public interface Source<S> {
        /** The next items; empty = the end; an empty list = nothing yet, {@link Outflow#wake} will be called. */
        Optional<List<S>> next();
    }

    /**
     * Turns what was read into messages, outside of the lock.
     *
     * @param <S> what is read
     * @param <T> message
     */
    @FunctionalInterface
    public interface Form<S, T> {
        /** The messages that are complete now; called with empty at the end, for what is left. */
        List<T> messages(Optional<List<S>> page);
    }

    private Outflow(Calls calls, StreamObserver<T> observer, Source<S> source, Form<S, T> form) {
        this.calls = calls;
        this.observer = (ServerCallStreamObserver<T>) observer;
        this.source = source;
        this.form = form;
    }

    /** A stream of messages as they are read. To be called before the service method returns. */
    public static <T> Outflow<T, T> of(Calls calls, StreamObserver<T> observer, Source<T> source) {
        return of(calls, observer, source, page -> page.orElse(List.of()));
    }

    /** A stream of messages that are made of what is read. To be called before the service method returns. */
    public static <S, T> Outflow<S, T> of(Calls calls, StreamObserver<T> observer, Source<S> source, Form<S, T> form) {
        Outflow<S, T> outflow = new Outflow<>(calls, observer, source, form);
        outflow.observer.setOnReadyHandler(outflow::wake);
        outflow.observer.setOnCancelHandler(outflow::end);
        return outflow;
    }

    /** Runs something, once, when the stream is over for whatever reason. */
    public Outflow<S, T> whenOver(Runnable task) {
        boolean late;
        synchronized (this) {
            late = over;
            cleanUp = late ? cleanUp : task;
        }
        if (late) {
            task.run();
        }
        return this;
    }

    /** Ends the stream with what a client receives for a failure; nothing happens if it is over. */
    public void fail(Throwable failure) {
        if (!over) {
            end();
            calls.fail(observer, failure);
        }
    }

    private void end() {
        Runnable task;
        synchronized (this) {
            over = true;
            task = cleanUp;
            cleanUp = () -> {};
        }
        task.run();
    }

    /** Something may have changed: goes on if the client is ready. */
    public void wake() {
        synchronized (this) {
            if (pumping) {
                again = true;
                return;
            }
            pumping = true;
        }
        do {
            pump();
        } while (repeat());
    }

    private synchronized boolean repeat() {
        pumping = again;
        again = false;
        return pumping;
    }

    private void pump() {
        while (!over && !observer.isCancelled() && observer.isReady()) {
            if (!pending.isEmpty()) {
                observer.onNext(pending.poll());
            } else if (exhausted) {
                end();
                observer.onCompleted();
            } else if (!fill()) {
                return;
            }
        }
    }

    /** Returns false if there is nothing to send now. */
    private boolean fill() {
        try {
            Optional<List<S>> page = calls.section(source::next);
            exhausted = page.isEmpty();
            pending.addAll(form.messages(page));
            return exhausted || !page.get().isEmpty();
        } catch (RuntimeException | Error failure) {
            fail(failure);
            return false;
        }
    }
}
