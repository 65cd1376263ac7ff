package io.partita.provider.sandbox.access;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.world.Demands;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets a call in if its token carries the right that the call needs (errors.md 7), and ends a stream of the Ledger API
 * whose token expires.
 */
final class AuthInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final String REFLECTION = "grpc.reflection.";

    private final String participant;
    private final Api api;
    private final Demands.Token demand;
    private final SignedToken tokens;
    private final ScheduledExecutorService timer;

    AuthInterceptor(
            String participant, Api api, Demands.Token demand, SignedToken tokens, ScheduledExecutorService timer) {
        this.participant = participant;
        this.api = api;
        this.demand = demand;
        this.tokens = tokens;
        this.timer = timer;
    }

    @Override
    public <Q, S> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
        if (call.getMethodDescriptor().getFullMethodName().startsWith(REFLECTION)) {
            return next.startCall(call, headers);
        }
        Optional<SignedToken.Claims> claims = accepted(headers);
        if (claims.isEmpty()) {
            return refused(call, CantonError.of("UNAUTHENTICATED", 6, "The command is missing a (valid) JWT token"));
        }
        Rights rights = new Rights(demand.users().getOrDefault(claims.get().user(), new TreeSet<>()));
        if (api == Api.ADMIN) {
            return rights.rights().contains("admin") ? next.startCall(call, headers) : refused(call, denied());
        }
        return guarded(call, headers, next, rights, claims.get().expires());
    }

    private Optional<SignedToken.Claims> accepted(Metadata headers) {
        String header = headers.get(AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        return tokens.verified(header.substring(BEARER.length()))
                .filter(claims -> claims.audience().contains(demand.audience(participant, api)))
                .filter(claims -> now.isBefore(claims.expires()))
                // Times in a token are whole seconds.
                .filter(claims ->
                        !claims.expires().isAfter(now.plus(demand.maxLifetime()).plusSeconds(1)));
    }

    private <Q, S> ServerCall.Listener<Q> guarded(
            ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next, Rights rights, Instant expires) {
        Guarded<Q, S> guarded = new Guarded<>(call);
        Watch<Q> watch = new Watch<>(
                next.startCall(guarded, headers),
                new LedgerPermission(rights),
                call.getMethodDescriptor().getBareMethodName(),
                () -> guarded.end(status(denied())));
        if (call.getMethodDescriptor().getType() == MethodDescriptor.MethodType.SERVER_STREAMING) {
            long millis = Math.max(0, Duration.between(Instant.now(), expires).toMillis());
            CantonError over = CantonError.of("ACCESS_TOKEN_EXPIRED", 2, "Claims were valid until " + expires);
            watch.until(timer.schedule(
                    () -> {
                        guarded.end(status(over));
                        watch.cancel();
                    },
                    millis,
                    TimeUnit.MILLISECONDS));
        }
        return watch;
    }

    private static CantonError denied() {
        return CantonError.of("PERMISSION_DENIED", 7, "The token does not carry the right that the call needs");
    }

    private StatusRuntimeException status(CantonError error) {
        return error.toStatus(api, participant, UUID.randomUUID().toString().replace("-", ""));
    }

    private <Q, S> ServerCall.Listener<Q> refused(ServerCall<Q, S> call, CantonError error) {
        StatusRuntimeException refusal = status(error);
        call.close(refusal.getStatus(), trailers(refusal));
        return new ServerCall.Listener<>() {};
    }

    private static Metadata trailers(StatusRuntimeException refusal) {
        return refusal.getTrailers() == null ? new Metadata() : refusal.getTrailers();
    }

    /** A call that two sides may end: the participant, and the check of tokens. */
    private static final class Guarded<Q, S> extends SimpleForwardingServerCall<Q, S> {
        private boolean ended;

        Guarded(ServerCall<Q, S> call) {
            super(call);
        }

        synchronized void end(StatusRuntimeException why) {
            if (!ended) {
                ended = true;
                super.close(why.getStatus(), trailers(why));
            }
        }

        @Override
        public synchronized void sendHeaders(Metadata headers) {
            if (!ended) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public synchronized void sendMessage(S message) {
            if (!ended) {
                super.sendMessage(message);
            }
        }

        @Override
        public synchronized void close(Status status, Metadata trailers) {
            if (!ended) {
                ended = true;
                super.close(status, trailers);
            }
        }

        @Override
        public synchronized boolean isReady() {
            return !ended && super.isReady();
        }
    }

    /** Looks at what is asked for before the participant does. */
    private static final class Watch<Q> extends SimpleForwardingServerCallListener<Q> {
        private final LedgerPermission permission;
        private final String method;
        private final Runnable refuse;
        private ScheduledFuture<?> expiry;
        private boolean over;

        Watch(ServerCall.Listener<Q> listener, LedgerPermission permission, String method, Runnable refuse) {
            super(listener);
            this.permission = permission;
            this.method = method;
            this.refuse = refuse;
        }

        synchronized void until(ScheduledFuture<?> end) {
            expiry = end;
        }

        /** Tells the participant that nobody listens any more. */
        synchronized void cancel() {
            if (!over) {
                over = true;
                super.onCancel();
            }
        }

        @Override
        public void onMessage(Q message) {
            if (!permission.permits(method, message)) {
                refuse.run();
                cancel();
            } else if (!isOver()) {
                super.onMessage(message);
            }
        }

        @Override
        public void onHalfClose() {
            if (!isOver()) {
                super.onHalfClose();
            }
        }

        @Override
        public void onReady() {
            if (!isOver()) {
                super.onReady();
            }
        }

        @Override
        public void onCancel() {
            disarm();
            cancel();
        }

        @Override
        public void onComplete() {
            disarm();
            if (!isOver()) {
                super.onComplete();
            }
        }

        private synchronized boolean isOver() {
            return over;
        }

        private synchronized void disarm() {
            if (expiry != null) {
                expiry.cancel(false);
            }
        }
    }
}
