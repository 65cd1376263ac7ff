package io.partita.provider.canton.call;

import com.google.protobuf.MessageLite;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.partita.core.model.ParticipantId;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.secret.KnownSecrets;
import io.partita.core.topology.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes the calls of one API. Reads are tried again with {@link RetryPolicy}; writes never are, with one exception that
 * has no effect to repeat: a call that was refused for its token is sent once more with a fresh one.
 */
public final class Caller {

    /** A server stream that says nothing for so long is given up; keep-alive notices a dead connection much earlier. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    /** For the answer of who answers. */
    private static final Duration QUESTION = Duration.ofSeconds(15);

    /** However far each attempt gets. A read of a day with tokens of 5 minutes takes fewer. */
    public static final int MOST_ATTEMPTS = 500;

    /** The code of an answer that cannot be read. */
    public static final String NOT_UNDERSTOOD = "ANSWER_NOT_UNDERSTOOD";

    /** What was called, when, for how long and with which end; never what was sent or answered. */
    private static final System.Logger LOG = System.getLogger(Caller.class.getName());

    private final ApiChannel channel;
    private final RetryPolicy retries;
    private final Pause pause;
    private final ReadWatch watch;
    private final Optional<ExpectedPeer> peer;
    private final CallsInFlight inFlight = new CallsInFlight();

    /** Whether a call may change something: decides what may be tried again, and what an unclear end means. */
    enum Effect {
        READ,
        WRITE
    }

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

        /** As that, where the first hit of each of many is wanted. */
        public static final Flow FIRST_HITS = new Flow(16, Optional.of(Duration.ofMinutes(1)));

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
        A make(Attempt attempt) throws LocalFailure;
    }

    /** How the token of a call is had. */
    @FunctionalInterface
    private interface Fetching {
        Optional<String> from(Token token) throws LocalFailure;
    }

    /**
     * Whether a failed call may be made again.
     *
     * @param progress grows when an attempt got further than the one before
     */
    private record Again(BooleanSupplier allowed, LongSupplier progress) {

        private static final Again NEVER = new Again(() -> false, () -> 0);

        static Again of(LongSupplier progress) {
            return new Again(() -> true, progress);
        }
    }

    /** How to ask for the rest of a stream. */
    @FunctionalInterface
    public interface Resumption<Q, A> {

        /** The request for what follows a message; empty when this participant gives no place to go on from. */
        Optional<Q> after(Q request, A last);
    }

    /** A stream that a caller pulls from or feeds; made once, closed by the caller of this. */
    @FunctionalInterface
    public interface Conversation<S, R> {
        R with(S stream) throws LocalFailure;
    }

    /** Calls whoever answers. @param pause lets time pass before a read is tried again */
    public Caller(ApiChannel channel, RetryPolicy retries, Pause pause) {
        this(channel, retries, pause, ReadWatch.NOBODY);
    }

    /**
     * @param pause lets time pass before a read is tried again
     * @param watch learns what is being read
     */
    public Caller(ApiChannel channel, RetryPolicy retries, Pause pause, ReadWatch watch) {
        this(channel, retries, pause, watch, Optional.empty());
    }

    /**
     * @param pause lets time pass before a read is tried again
     * @param watch learns what is being read
     * @param peer who has to answer on every connection before anything else is called; empty: whoever does
     */
    public Caller(ApiChannel channel, RetryPolicy retries, Pause pause, ReadWatch watch, Optional<ExpectedPeer> peer) {
        this.channel = channel;
        this.retries = retries;
        this.pause = pause;
        this.watch = watch;
        this.peer = peer;
    }

    public ApiChannel channel() {
        return channel;
    }

    public <Q, A> A read(MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        return unary(Effect.READ, method, request, deadline, attempted);
    }

    /**
     * Reads an answer that is a list, item by item.
     *
     * @param begin makes what takes the items; called for every answer, since a read that breaks off is begun anew
     * @return what has taken all of them
     */
    public <Q, I extends MessageLite, R extends Consumer<I>> R readEach(
            MethodDescriptor<Q, ?> method,
            Q request,
            Duration deadline,
            String attempted,
            Items<I> items,
            Supplier<R> begin)
            throws CallFailed {
        return read(items.of(method, begin), request, deadline, attempted);
    }

    public <Q, A> A write(MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        return unary(Effect.WRITE, method, request, deadline, attempted);
    }

    /**
     * Reads a server stream to its end, over as many calls as it takes: a long one outlives the token that it was begun
     * with.
     *
     * @param each called for every message in order, once; cancels the rest when it has enough
     * @param resumption how to ask for what follows a message
     */
    public <Q, A extends MessageLite> void stream(
            MethodDescriptor<Q, A> method,
            Q request,
            Flow flow,
            String attempted,
            Function<A, Next> each,
            Resumption<Q, A> resumption)
            throws CallFailed {
        LongRead<Q, A> read = new LongRead<>(request, each, resumption);
        Spending spending = spending(attempted);
        repeat(Effect.READ, attempted, Again.of(read::progress), Token::lasting, attempt -> {
            try {
                // One that is over soon counts as a call does; who reads for hours takes no place from anybody.
                return flow.deadline().isPresent()
                        ? inFlight.<Void, RuntimeException>make(
                                method, () -> read(attempt, method, flow, spending, read))
                        : read(attempt, method, flow, spending, read);
            } catch (StatusRuntimeException e) {
                throw spending.ended(e, method, read.request());
            }
        });
    }

    private <Q, A extends MessageLite> Void read(
            Attempt attempt, MethodDescriptor<Q, A> method, Flow flow, Spending spending, LongRead<Q, A> read) {
        try (ResponseStream<A> stream = stream(attempt, method, read.request(), flow, spending)) {
            read.read(stream);
        }
        return null;
    }

    /**
     * Reads a server stream by hand. After a failure it is begun anew only as long as nothing arrived; a refused or
     * expired token is renewed whenever it was, and then everything begins anew.
     *
     * @param with pulls the messages; the call is cancelled when it returns early or throws
     */
    public <Q, A, R> R download(
            MethodDescriptor<Q, A> method,
            Q request,
            Flow flow,
            String attempted,
            Conversation<ResponseStream<A>, R> with)
            throws CallFailed {
        boolean[] begun = {false};
        Spending spending = spending(attempted);
        return repeat(Effect.READ, attempted, new Again(() -> !begun[0], () -> 0), Token::lasting, attempt -> {
            try (ResponseStream<A> stream = stream(attempt, method, request, flow, spending)) {
                try {
                    return with.with(stream);
                } catch (StatusRuntimeException e) {
                    throw spending.ended(e, method, request);
                } finally {
                    begun[0] = stream.isBegun();
                }
            }
        });
    }

    /**
     * Feeds a client stream once; tried again only when it was refused for its token. It may last as long as a read.
     *
     * @param with sends the messages and finishes; the call is cancelled when it throws or did not finish
     */
    public <Q, A, R> R upload(
            MethodDescriptor<Q, A> method, String attempted, Conversation<RequestStream<Q, A>, R> with)
            throws CallFailed {
        return repeat(Effect.WRITE, attempted, Again.NEVER, Token::lasting, attempt -> {
            CallOptions options = attempt.options()
                    .withMaxInboundMessageSize(ReadLimits.largestMessage(method))
                    .withDeadlineAfter(channel.limits().time().toMillis(), TimeUnit.MILLISECONDS);
            try (RequestStream<Q, A> stream =
                    RequestStream.start(attempt.channel().newCall(Decoded.of(method), options))) {
                return with.with(stream);
            }
        });
    }

    /** A failure that this side found in an answer: it cannot be read, or the thing asked for is not in it. */
    public CallFailed failed(CallFailure.Kind kind, String code, String text, String attempted) {
        return new CallFailed(
                Failures.clean(new CallFailure(kind, code, text, attempted, channel.endpoint(), Optional.empty())));
    }

    /** A failure on this side, in the form of all the others. */
    public CallFailed failed(LocalFailure fault, String attempted) {
        return new CallFailed(Failures.of(fault, channel, attempted), fault);
    }

    /** A failed call that was made by hand. */
    public CallFailed failed(StatusRuntimeException thrown, String attempted) {
        return new CallFailed(
                Failures.of(Failures.error(thrown), Effect.READ, new SentMark(), channel, attempted),
                Failures.clean(thrown));
    }

    private <Q, A> A unary(Effect effect, MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws CallFailed {
        Again again = effect == Effect.READ ? Again.of(() -> 0) : Again.NEVER;
        return repeat(
                effect,
                attempted,
                again,
                Token::value,
                attempt -> unary(attempt, method, request, deadline, attempted));
    }

    private <Q, A> A unary(
            Attempt attempt, MethodDescriptor<Q, A> method, Q request, Duration deadline, String attempted)
            throws LocalFailure {
        CallOptions options = attempt.options().withMaxInboundMessageSize(ReadLimits.largestMessage(method));
        watch.reading(attempted, 0, 0);
        try {
            // The time of a call begins when it does.
            return inFlight.make(
                            method,
                            () -> ClientCalls.blockingUnaryCall(
                                    attempt.channel(),
                                    Decoded.of(method),
                                    options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS),
                                    request))
                    .orThrow();
        } catch (StatusRuntimeException e) {
            throw OverLimit.orElse(e, method, request);
        }
    }

    private Spending spending(String attempted) throws CallFailed {
        try {
            return new Spending(channel.limits(), watch, attempted);
        } catch (LocalFailure e) {
            throw failed(e, attempted);
        }
    }

    private <Q, A> ResponseStream<A> stream(
            Attempt attempt, MethodDescriptor<Q, A> method, Q request, Flow flow, Spending spending) {
        Duration left = spending.left();
        Duration deadline =
                flow.deadline().filter(own -> own.compareTo(left) < 0).orElse(left);
        CallOptions options = attempt.options()
                .withMaxInboundMessageSize(ReadLimits.largestMessage(method))
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        watch.reading(spending.attempted(), 0, 0);
        return ResponseStream.start(
                attempt.channel().newCall(Decoded.of(method), options), request, flow.window(), SILENCE, spending);
    }

    private <A> A repeat(Effect effect, String attempted, Again again, Fetching fetching, Making<A> making)
            throws CallFailed {
        Predicate<Attributes> admitted =
                peer.<Predicate<Attributes>>map(expected -> expected::isKnownOn).orElse(connection -> true);
        try {
            if (peer.filter(expected -> !expected.isMet()).isPresent()) {
                identify();
            }
            return repeated(effect, attempted, again, fetching, admitted, making);
        } finally {
            watch.done();
        }
    }

    /** Asks on one connection who answers there; from then on calls are sent on it. */
    private void identify() throws CallFailed {
        ExpectedPeer expected = peer.orElseThrow();
        String attempted = "asking who answers as " + expected.name();
        AtomicReference<Attributes> connection = new AtomicReference<>(Attributes.EMPTY);
        ParticipantId found;
        try {
            found = repeated(
                    Effect.READ,
                    attempted,
                    Again.of(() -> 0),
                    Token::value,
                    used -> {
                        connection.set(used);
                        return true;
                    },
                    attempt -> expected.question().ask(new ExpectedPeer.Asking() {
                        @Override
                        public <Q, A> A call(MethodDescriptor<Q, A> method, Q request) throws LocalFailure {
                            return unary(attempt, method, request, QUESTION, attempted);
                        }
                    }));
        } catch (CallFailed e) {
            throw unproved(e, expected, attempted);
        }
        if (!found.equals(expected.id())) {
            CallFailure another = new CallFailure(
                    CallFailure.Kind.ANOTHER_PARTICIPANT,
                    AnotherParticipant.CODE,
                    "the " + channel.api().title() + " at " + channel.endpoint() + " is that of " + found
                            + ", and the plan was made for " + expected.id(),
                    attempted,
                    channel.endpoint(),
                    Optional.empty());
            throw new AnotherParticipant(Failures.clean(another), expected.name(), expected.id(), found);
        }
        expected.metOn(connection.get());
    }

    /** Any valid token may ask, so who does not say it is not believed. */
    private CallFailed unproved(CallFailed why, ExpectedPeer expected, String attempted) {
        CallFailure.Kind kind = why.failure().kind();
        return kind == CallFailure.Kind.NOT_PERMITTED || kind == CallFailure.Kind.UNSUPPORTED
                ? failed(
                        kind,
                        why.failure().code(),
                        "nothing proves that this " + channel.api().title() + " is that of " + expected.id() + ": "
                                + why.failure().text(),
                        attempted)
                : why;
    }

    private <A> A repeated(
            Effect effect,
            String attempted,
            Again again,
            Fetching fetching,
            Predicate<Attributes> admitted,
            Making<A> making)
            throws CallFailed {
        boolean renewed = false;
        long progress = 0;
        int all = 0;
        int resumed = 0;
        for (int number = 1; ; number++) {
            all++;
            SentMark mark = new SentMark();
            Optional<String> token = Optional.empty();
            long began = System.nanoTime();
            try {
                token = fetching.from(channel.token());
                A made = making.make(attempt(mark, token, admitted));
                log(attempted, all, began, "OK");
                return made;
            } catch (LocalFailure e) {
                log(attempted, all, began, e.code());
                throw failed(e, attempted);
            } catch (Decoded.Undecodable e) {
                CallFailure.Kind kind =
                        effect == Effect.WRITE ? CallFailure.Kind.OUTCOME_UNKNOWN : CallFailure.Kind.UNSUPPORTED;
                throw failed(kind, NOT_UNDERSTOOD, e.getMessage(), attempted);
            } catch (OverLimit e) {
                throw failed(CallFailure.Kind.REFUSED, "READ_OVER_LIMIT", e.getMessage(), attempted);
            } catch (StatusRuntimeException e) {
                if (UnknownPeer.ended(e) && all < MOST_ATTEMPTS) {
                    // Nothing was sent: the connection is a new one.
                    identify();
                    number--;
                    continue;
                }
                CantonError error = Failures.error(e);
                log(attempted, all, began, error.codeOrStatus());
                if (again.progress().getAsLong() > progress) {
                    // What got further than the attempt before it is not the same failure again.
                    progress = again.progress().getAsLong();
                    renewed = false;
                    number = 1;
                }
                if (all == MOST_ATTEMPTS) {
                    throw new CallFailed(Failures.of(error, effect, mark, channel, attempted), Failures.clean(e));
                }
                if (mayRenew(effect, error, token)) {
                    if (!renewed) {
                        renewed = true;
                        continue;
                    }
                    throw new CallFailed(Failures.of(error, effect, mark, channel, attempted), Failures.clean(e));
                }
                Optional<Duration> wait = again.allowed().getAsBoolean() && !error.isTokenOver()
                        ? retries.pause(error, number, mark.isSent())
                        : Optional.empty();
                resumed++;
                if (wait.isEmpty() || resumed > most(again) || !slept(pause, wait.get())) {
                    throw new CallFailed(Failures.of(error, effect, mark, channel, attempted), Failures.clean(e));
                }
                channel.connectAnew();
            }
        }
    }

    private void log(String attempted, int attempt, long began, String end) {
        LOG.log(
                System.Logger.Level.DEBUG,
                () -> KnownSecrets.masked(channel + ": " + attempted + ", attempt " + attempt + ": " + end + " after "
                        + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms"));
    }

    /** However far each attempt gets, the way to a participant that breaks off all the time ends. */
    private int most(Again again) throws CallFailed {
        try {
            return again == Again.NEVER ? 0 : channel.limits().resumptions();
        } catch (LocalFailure e) {
            throw failed(e, "reading the environment");
        }
    }

    private Attempt attempt(SentMark mark, Optional<String> token, Predicate<Attributes> admitted) throws LocalFailure {
        CallOptions options = CallOptions.DEFAULT
                .withStreamTracerFactory(mark)
                .withCallCredentials(new CallerCredentials(token, admitted));
        return new Attempt(channel.calls(), options);
    }

    /**
     * A write is sent again only when it was refused at the door; a stream that lost its token midway may have had an
     * effect.
     */
    private boolean mayRenew(Effect effect, CantonError error, Optional<String> token) {
        boolean outdated = effect == Effect.READ ? error.isAboutToken() : error.is(Status.Code.UNAUTHENTICATED);
        return outdated && token.isPresent() && channel.token().renew(token.get());
    }

    /** @return whether it went by; otherwise the thread is interrupted still, and nothing is to be tried again */
    public static boolean slept(Pause pause, Duration wait) {
        try {
            pause.pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
