package io.partita.plans.benchmark;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to a participant and back: every call of one request begins that much later. */
final class Latency implements ServerInterceptor, AutoCloseable {

    private final long nanos;
    private final AtomicInteger calls = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "latency");
        thread.setDaemon(true);
        return thread;
    });

    Latency(Duration way) {
        this.nanos = way.toNanos();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        ServerCall.Listener<Q> listener = next.startCall(call, headers);
        if (nanos == 0 || !call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            return listener;
        }
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onHalfClose() {
                timer.schedule(super::onHalfClose, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    /** How many calls have come. */
    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
