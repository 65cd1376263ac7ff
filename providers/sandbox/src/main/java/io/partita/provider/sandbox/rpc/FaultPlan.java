package io.partita.provider.sandbox.rpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Faults that calls meet: switched on by method, participant and count, used up one call at a time. Safe for concurrent
 * use.
 */
public final class FaultPlan {

    private final BiConsumer<Duration, Runnable> timer;
    private final List<Armed> armed = new ArrayList<>();

    /** What goes wrong. */
    public enum Kind {
        /** The call ends with UNAVAILABLE before the node sees it. */
        BEFORE_EFFECT,
        /** The node does what was asked, and the answer is lost: UNAVAILABLE. */
        ANSWER_LOST,
        /** The node sees the call late. */
        DELAY,
        /** A stream of answers ends with UNAVAILABLE after its first message. */
        CUT_STREAM
    }

    /**
     * A fault.
     *
     * @param method name of the method without its service, for example {@code Authorize}; empty = every method
     * @param participant name; empty = every participant
     * @param kind what goes wrong
     * @param times how many calls meet it
     * @param delay of {@link Kind#DELAY}; otherwise without meaning
     */
    public record Fault(String method, Optional<String> participant, Kind kind, int times, Duration delay) {

        /** A fault that one call on one participant meets. */
        public static Fault once(String participant, String method, Kind kind) {
            return new Fault(method, Optional.of(participant), kind, 1, Duration.ZERO);
        }

        boolean meets(String calledParticipant, String calledMethod) {
            return (method.isEmpty() || method.equals(calledMethod))
                    && participant.map(calledParticipant::equals).orElse(true);
        }
    }

    private static final class Armed {
        private final Fault fault;
        private int left;

        private Armed(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    /** @param timer runs something after a delay, on a thread of its own */
    public FaultPlan(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    /** Switches a fault on. */
    public synchronized void add(Fault fault) {
        armed.add(new Armed(fault));
    }

    /** Switches all faults off. */
    public synchronized void clear() {
        armed.clear();
    }

    /** How many more calls will meet a fault. */
    public synchronized int left() {
        return armed.stream().mapToInt(one -> one.left).sum();
    }

    private synchronized Optional<Fault> take(String participant, String method) {
        for (Armed one : armed) {
            if (one.left > 0 && one.fault.meets(participant, method)) {
                one.left--;
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }

    /** What stands before the services of a participant. */
    ServerInterceptor interceptor(String participant) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                String method = call.getMethodDescriptor().getBareMethodName();
                return take(participant, method)
                        .map(fault -> faulty(fault, call, headers, next))
                        .orElseGet(() -> next.startCall(call, headers));
            }
        };
    }

    private <Q, S> ServerCall.Listener<Q> faulty(
            Fault fault, ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        switch (fault.kind()) {
            case BEFORE_EFFECT:
                call.close(broken(), new Metadata());
                return new ServerCall.Listener<>() {};
            case ANSWER_LOST:
                return next.startCall(new Cut<>(call, 0), headers);
            case CUT_STREAM:
                return next.startCall(new Cut<>(call, 1), headers);
            case DELAY:
            default:
                LateListener<Q> late = new LateListener<>();
                timer.accept(fault.delay(), () -> late.start(next.startCall(call, headers)));
                return late;
        }
    }

    private static Status broken() {
        return Status.UNAVAILABLE.withDescription("Connection dropped");
    }

    /** Lets so many messages through, and no good end. */
    private static final class Cut<Q, S> extends SimpleForwardingServerCall<Q, S> {
        private int left;
        private boolean closed;

        private Cut(ServerCall<Q, S> call, int messages) {
            super(call);
            this.left = messages;
        }

        @Override
        public synchronized void sendMessage(S message) {
            if (left > 0) {
                left--;
                super.sendMessage(message);
            } else {
                cut();
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            cut();
        }

        private void cut() {
            if (!closed) {
                closed = true;
                super.close(broken(), new Metadata());
            }
        }
    }

    /** Keeps what a client sends until the call may start. */
    private static final class LateListener<Q> extends ServerCall.Listener<Q> {
        private final List<Runnable> kept = new ArrayList<>();
        private ServerCall.Listener<Q> started;

        synchronized void start(ServerCall.Listener<Q> listener) {
            started = listener;
            kept.forEach(Runnable::run);
            kept.clear();
        }

        private synchronized void pass(Runnable event) {
            if (started == null) {
                kept.add(event);
            } else {
                event.run();
            }
        }

        @Override
        public void onMessage(Q message) {
            pass(() -> started.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            pass(() -> started.onHalfClose());
        }

        @Override
        public void onCancel() {
            pass(() -> started.onCancel());
        }

        @Override
        public void onComplete() {
            pass(() -> started.onComplete());
        }

        @Override
        public void onReady() {
            pass(() -> started.onReady());
        }
    }
}
