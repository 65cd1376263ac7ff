package io.partita.provider.canton.call;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.topology.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Makes the calls of one API. Reads are tried again with {@link Patience}; writes never are, with one exception that has no effect to repeat: a call that was refused for its token
 * is sent once more with a fresh one.
 */
public final class Caller {

    /** A server stream that says nothing for so long is given up; keep-alive notices a dead connection much earlier. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private final Line line;
    private final Patience patience;
    private final Pause pause;

    /** Whether a stream is to go on. */
    public enum Next {
        MORE,
        ENOUGH
    }

    /**
     * How a server stream is read.
     *
     * @param window how many messages may be on their way
     * @param deadline for the whole stream; empty for one that may last for hours
     */
    public record Flow(int window, Optional<Duration> deadline) {

        /** One hit is wanted; on a large ledger even "none" must come within a minute. */
        public static final Flow FIRST_HIT = new Flow(1, Optional.of(Duration.ofMinutes(1)));

        /** Small messages, any number. */
        public static final Flow MANY = new Flow(16, Optional.empty());

        /** Chunks of some megabytes. */
        public static final Flow CHUNKS = new Flow(3, Optional.empty());
    }

    /** Where and how one attempt is made. */
    private record Attempt(Channel channel, CallOptions options) {}

    /** A call, made once. */
    @FunctionalInterface
    private interface Making<A> {
        A make(Attempt attempt) throws OwnFault;
    }

    /** A stream that a caller pulls from or feeds; made once, closed by the caller of this. */
    @FunctionalInterface
    public interface Conversation<S, R> {
        R with(S stream) throws OwnFault;
    }

    /** @param pause lets time pass before a read is tried again */
    public Caller(Line line, Patience patience, Pause pause) {
        this.line = line;
        this.patience = patience;
        this.pause = pause;
    }

    public Line line() {
        return line;
    }

    public <Q, A> A read(MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        return unary(Effect.READ, method, request, deadline, attempted);
    }

    public <Q, A> A write(MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        return unary(Effect.WRITE, method, request, deadline, attempted);
    }

    /**
     * Reads a server stream. It is tried again only as long as nothing was handed to {@code each}.
     *
     * @param each called for every message in order; cancels the rest when it has enough
     */
    public <Q, A> void stream(
            MethodDescriptor<Q, A> method, Q request, Flow flow, String attempted, Function<A, Next> each)
            throws CallFailed {
        boolean[] begun = {false};
        repeat(Effect.READ, attempted, () -> !begun[0], attempt -> {
            try (Inflow<A> inflow = inflow(attempt, method, request, flow)) {
                for (A message = inflow.next(); message != null; message = inflow.next()) {
                    begun[0] = true;
                    if (each.apply(message) == Next.ENOUGH) {
                        break;
                    }
                }
            }
            return null;
        });
    }

    /**
     * Reads a server stream once, by hand: a failure is never tried again, except for a refused token.
     *
     * @param with pulls the messages; the call is cancelled when it returns early or throws
     */
    public <Q, A, R> R download(
            MethodDescriptor<Q, A> method, Q request, Flow flow, String attempted, Conversation<Inflow<A>, R> with)
            throws CallFailed {
        return repeat(Effect.READ, attempted, () -> false, attempt -> {
            try (Inflow<A> inflow = inflow(attempt, method, request, flow)) {
                return with.with(inflow);
            }
        });
    }

    /**
     * Feeds a client stream once, without a deadline; tried again only when it was refused for its token.
     *
     * @param with sends the messages and finishes; the call is cancelled when it throws or did not finish
     */
    public <Q, A, R> R upload(MethodDescriptor<Q, A> method, String attempted, Conversation<Outflow<Q, A>, R> with)
            throws CallFailed {
        return repeat(Effect.WRITE, attempted, () -> false, attempt -> {
            try (Outflow<Q, A> outflow = Outflow.start(attempt.channel().newCall(method, attempt.options()))) {
                return with.with(outflow);
            }
        });
    }

    /** A failure that this side found in an answer: it cannot be read, or the thing asked for is not in it. */
    public CallFailed failed(CallFailure.Kind kind, String code, String text, String attempted) {
        return new CallFailed(new CallFailure(kind, code, text, attempted, line.endpoint(), Optional.empty()));
    }

    /** A failure on this side, in the form of all the others. */
    public CallFailed failed(OwnFault fault, String attempted) {
        return new CallFailed(Failures.of(fault, line, attempted), fault);
    }

    private <Q, A> A unary(Effect effect, MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        return repeat(effect, attempted, () -> effect == Effect.READ, attempt -> {
            CallOptions options = attempt.options().withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return ClientCalls.blockingUnaryCall(attempt.channel(), method, options, request);
        });
    }

    private static <Q, A> Inflow<A> inflow(Attempt attempt, MethodDescriptor<Q, A> method, Q request, Flow flow) {
        CallOptions options = flow.deadline().isPresent()
                ? attempt.options().withDeadlineAfter(flow.deadline().get().toMillis(), TimeUnit.MILLISECONDS)
                : attempt.options();
        return Inflow.start(attempt.channel().newCall(method, options), request, flow.window(), SILENCE);
    }

    private <A> A repeat(Effect effect, String attempted, BooleanSupplier again, Making<A> making) throws CallFailed {
        boolean renewed = false;
        for (int number = 1; ; number++) {
            SentMark mark = new SentMark();
            Optional<String> token = Optional.empty();
            try {
                token = line.token().value();
                return making.make(attempt(mark, token));
            } catch (OwnFault e) {
                throw failed(e, attempted);
            } catch (StatusRuntimeException e) {
                CantonError error = Failures.error(e);
                if (!renewed && mayRenew(error, token)) {
                    renewed = true;
                    continue;
                }
                Optional<Duration> wait =
                        again.getAsBoolean() ? patience.pause(error, number, mark.isSent()) : Optional.empty();
                if (wait.isEmpty() || !slept(wait.get())) {
                    throw new CallFailed(Failures.of(error, effect, mark, line, attempted), e);
                }
                line.connectAnew();
            }
        }
    }

    private Attempt attempt(SentMark mark, Optional<String> token) throws OwnFault {
        CallOptions options = CallOptions.DEFAULT.withStreamTracerFactory(mark);
        return new Attempt(
                line.channel(), token.isPresent() ? options.withCallCredentials(new Bearer(token.get())) : options);
    }

    private boolean mayRenew(CantonError error, Optional<String> token) {
        return error.is(Status.Code.UNAUTHENTICATED)
                && token.isPresent()
                && line.token().renew(token.get());
    }

    private boolean slept(Duration wait) {
        try {
            pause.pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
