package io.partita.provider.sandbox.server;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
        /** The call ends with an error before the node sees it. */
        BEFORE_EFFECT,
        /** The node does what was asked, and the answer is lost: the call ends with an error. */
        ANSWER_LOST,
        /** The node sees the call late. */
        DELAY,
        /**
         * The call breaks when so many bytes have passed, in whichever direction: the message that goes beyond them
         * does not arrive, and the node is told that the call is cancelled if it was still being asked.
         */
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
     * @param passing how many calls pass unharmed before the first that meets it
     * @param bytes of messages that pass before {@link Kind#CUT_STREAM}; otherwise without meaning
     * @param ending what the call ends with; without meaning for {@link Kind#DELAY}
     * @param meeting done whenever a call has met it, before the call ends: the place to end a connection or a process
     */
    public record Fault(
            String method,
            Optional<String> participant,
            Kind kind,
            int times,
            Duration delay,
            int passing,
            long bytes,
            StatusRuntimeException ending,
            Runnable meeting) {

        private static final StatusRuntimeException BROKEN =
                Status.UNAVAILABLE.withDescription("Connection dropped").asRuntimeException();

        /** A fault that the next calls meet; what it breaks ends with UNAVAILABLE. */
        public Fault(String method, Optional<String> participant, Kind kind, int times, Duration delay) {
            this(method, participant, kind, times, delay, 0, 0, BROKEN, () -> {});
        }

        /** A fault that one call on one participant meets. */
        public static Fault once(String participant, String method, Kind kind) {
            return new Fault(method, Optional.of(participant), kind, 1, Duration.ZERO);
        }

        /** For so many calls. */
        public Fault times(int calls) {
            return new Fault(method, participant, kind, calls, delay, passing, bytes, ending, meeting);
        }

        /** Not before so many calls have passed. */
        public Fault after(int calls) {
            return new Fault(method, participant, kind, times, delay, calls, bytes, ending, meeting);
        }

        /** With another delay. */
        public Fault lasting(Duration late) {
            return new Fault(method, participant, kind, times, late, passing, bytes, ending, meeting);
        }

        /** With so many bytes before the cut. */
        public Fault cutAfter(long passed) {
            return new Fault(method, participant, kind, times, delay, passing, passed, ending, meeting);
        }

        /** With another end of the call. */
        public Fault endingWith(StatusRuntimeException error) {
            return new Fault(method, participant, kind, times, delay, passing, bytes, error, meeting);
        }

        /** With something that happens as well. */
        public Fault doing(Runnable more) {
            return new Fault(method, participant, kind, times, delay, passing, bytes, ending, more);
        }

        boolean meets(String calledParticipant, String calledMethod) {
            return (method.isEmpty() || method.equals(calledMethod))
                    && participant.map(calledParticipant::equals).orElse(true);
        }
    }

    private static final class Armed {
        private final Fault fault;
        private int passing;
        private int left;

        private Armed(Fault fault) {
            this.fault = fault;
            this.passing = fault.passing();
            this.left = fault.times();
        }

        /** Counts a call that is about it. */
        private boolean takes() {
            if (passing > 0) {
                passing--;
                return false;
            }
            if (left > 0) {
                left--;
                return true;
            }
            return false;
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
            if (one.fault.meets(participant, method) && one.takes()) {
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
                fault.meeting().run();
                end(call, fault);
                return new ServerCall.Listener<>() {};
            case ANSWER_LOST:
                return next.startCall(new Cut<>(call, fault, 0), headers);
            case CUT_STREAM:
                Cut<Q, S> cut = new Cut<>(call, fault, fault.bytes());
                return cut.listener(next.startCall(cut, headers));
            case DELAY:
            default:
                fault.meeting().run();
                LateListener<Q> late = new LateListener<>();
                timer.accept(fault.delay(), () -> late.start(next.startCall(call, headers)));
                return late;
        }
    }

    private static void end(ServerCall<?, ?> call, Fault fault) {
        Metadata trailers = fault.ending().getTrailers();
        call.close(fault.ending().getStatus(), trailers == null ? new Metadata() : trailers);
    }

    /** Lets so many bytes through, and no good end. */
    private static final class Cut<Q, S> extends SimpleForwardingServerCall<Q, S> {
        private final Fault fault;
        private long left;
        private boolean closed;

        private Cut(ServerCall<Q, S> call, Fault fault, long bytes) {
            super(call);
            this.fault = fault;
            this.left = bytes;
        }

        /** What was asked counts as well, unless only the answer is to be lost. */
        ServerCall.Listener<Q> listener(ServerCall.Listener<Q> listener) {
            return new SimpleForwardingServerCallListener<>(listener) {
                @Override
                public void onMessage(Q message) {
                    if (passes(message)) {
                        super.onMessage(message);
                    } else if (cut()) {
                        super.onCancel();
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!isClosed()) {
                        super.onHalfClose();
                    }
                }
            };
        }

        @Override
        public void sendMessage(S message) {
            if (passes(message)) {
                super.sendMessage(message);
            } else {
                cut();
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            cut();
        }

        private synchronized boolean passes(Object message) {
            left -= ((MessageLite) message).getSerializedSize();
            return !closed && left >= 0;
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        private boolean cut() {
            synchronized (this) {
                if (closed) {
                    return false;
                }
                closed = true;
            }
            fault.meeting().run();
            end(delegate(), fault);
            return true;
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
