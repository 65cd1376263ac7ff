package io.partita.plans.kill;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.partita.plans.kill.Point.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before all participants, tells every call, and kills the caller at the one that was chosen, before the call
 * goes on.
 */
final class Watch {

    private static final Pattern WAVE = Pattern.compile("\"event\":\"wave-started\"[^}]*?\"wave\":([0-9]+)");

    private static final Status DEAD = Status.UNAVAILABLE.withDescription("the caller is dead");

    private final Path journal;
    private final List<Told> told = new ArrayList<>();
    private final Map<String, List<Object>> requests = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private Trap trap = Trap.NONE;
    private boolean refusing;

    /** @param journal of the process that calls */
    Watch(Path journal) {
        this.journal = journal;
    }

    /** Decides which call is fatal, and kills. */
    interface Trap {
        Trap NONE = new Trap() {
            @Override
            public boolean isFatal(Told call, Moment moment) {
                return false;
            }

            @Override
            public void kill() {}
        };

        boolean isFatal(Told call, Moment moment);

        /** Returns when the process is dead. */
        void kill();
    }

    /** A call that came. */
    static final class Told {
        private final Point.Call call;
        private final int number;
        private final MethodType type;
        private int received;
        private int answered;

        Told(Point.Call call, int number, MethodType type) {
            this.call = call;
            this.number = number;
            this.type = type;
        }

        Point.Call call() {
            return call;
        }

        /** Which of all calls, from 1. */
        int number() {
            return number;
        }

        boolean isStream() {
            return type != MethodType.UNARY;
        }

        /** Messages so far of the direction that is a stream, of the longer one if both are; a stream may have none. */
        synchronized int messages() {
            return Math.max(type.clientSendsOneMessage() ? 0 : received, type.serverSendsOneMessage() ? 0 : answered);
        }

        synchronized void receive() {
            received++;
        }

        private synchronized int answer() {
            return ++answered;
        }
    }

    synchronized void arm(Trap fatal) {
        trap = fatal;
        refusing = false;
        told.clear();
        requests.clear();
        repeats.clear();
    }

    /** The caller is dead: whatever still comes of it has no effect. */
    synchronized void refuse() {
        refusing = true;
    }

    private synchronized boolean isRefusing() {
        return refusing;
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    private synchronized Trap trap() {
        return trap;
    }

    private synchronized Told tell(String participant, String method, MethodType type, Object message) {
        int wave = wave();
        String of = wave + " " + participant + " " + method;
        List<Object> known = requests.computeIfAbsent(of, fresh -> new ArrayList<>());
        if (!known.contains(message)) {
            known.add(message);
        }
        int request = known.indexOf(message) + 1;
        int repeat = repeats.merge(of + " " + request, 1, Integer::sum);
        Told one = new Told(
                new Point.Call(wave, participant, method, request, repeat, Moment.BEFORE), told.size() + 1, type);
        told.add(one);
        return one;
    }

    private int wave() {
        if (!Files.exists(journal)) {
            return 0;
        }
        try {
            int wave = 0;
            for (String line : Files.readString(journal).split("\n")) {
                Matcher started = WAVE.matcher(line);
                while (started.find()) {
                    wave = Integer.parseInt(started.group(1));
                }
            }
            return wave;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ServerInterceptor of(String participant) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                if (isRefusing()) {
                    call.close(DEAD, new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                Watched<Q, S> watched = new Watched<>(call, participant, trap());
                return watched.listening(next.startCall(watched, headers));
            }
        };
    }

    /** A call on its way to a participant and back. */
    private final class Watched<Q, S> extends SimpleForwardingServerCall<Q, S> {

        private final String participant;
        private final Trap fatal;
        private Told told;
        private boolean dead;

        Watched(ServerCall<Q, S> call, String participant, Trap fatal) {
            super(call);
            this.participant = participant;
            this.fatal = fatal;
        }

        ServerCall.Listener<Q> listening(ServerCall.Listener<Q> next) {
            return new SimpleForwardingServerCallListener<>(next) {
                @Override
                public void onMessage(Q message) {
                    if (told == null) {
                        told = tell(
                                participant,
                                getMethodDescriptor().getBareMethodName(),
                                getMethodDescriptor().getType(),
                                message);
                        killed(Moment.BEFORE);
                    }
                    if (!dead) {
                        told.receive();
                        super.onMessage(message);
                        if (!getMethodDescriptor().getType().clientSendsOneMessage()) {
                            killed(Moment.HALF);
                        }
                    }
                }

                @Override
                public void onHalfClose() {
                    if (!dead) {
                        super.onHalfClose();
                    }
                }

                /** A call of somebody who died is given up, not complete. */
                @Override
                public void onComplete() {
                    if (dead) {
                        super.onCancel();
                    } else {
                        super.onComplete();
                    }
                }
            };
        }

        @Override
        public void sendMessage(S message) {
            if (dead) {
                return;
            }
            if (told.answer() == 1 && killed(Moment.AFTER)) {
                return;
            }
            super.sendMessage(message);
            if (!getMethodDescriptor().getType().serverSendsOneMessage()) {
                killed(Moment.HALF);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (dead || (told != null && told.answered == 0 && killed(Moment.AFTER))) {
                return;
            }
            super.close(status, trailers);
        }

        private boolean killed(Moment moment) {
            if (!dead && fatal.isFatal(told, moment)) {
                dead = true;
                refuse();
                fatal.kill();
                super.close(DEAD, new Metadata());
            }
            return dead;
        }
    }
}
