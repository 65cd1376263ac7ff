package io.partita.provider.canton.call;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.SentRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One API of one participant: the channel, opened when it is first needed, the token, and how the endpoint is shown to
 * people.
 */
public final class ApiChannel implements AutoCloseable {

    /** How a connection is protected, for the advice when it cannot be made. */
    public enum Security {
        /** No network in between. */
        IN_PROCESS,
        PLAINTEXT,
        TLS
    }

    private static final long CLOSING_SECONDS = 2;

    private final Api api;
    private final String endpoint;
    private final Security security;
    private final Opening opening;
    private final Token token;
    private final TransportCheck transport;
    private final Limiting limiting;
    private final List<ClientInterceptor> interceptors;
    private ManagedChannel channel;
    private boolean closed;

    /** Makes a channel; it must not connect by itself. */
    @FunctionalInterface
    public interface Opening {
        ManagedChannel open() throws LocalFailure;
    }

    /** How much is read over a channel. */
    @FunctionalInterface
    public interface Limiting {
        ReadLimits limits() throws LocalFailure;
    }

    /** A channel within this process. */
    public ApiChannel(Api api, String endpoint, Security security, Opening opening, Token token) {
        this(api, endpoint, security, opening, token, TransportCheck.IN_PROCESS, () -> ReadLimits.USUAL);
    }

    /**
     * @param transport what lies below the calls
     * @param limiting how much is read
     */
    public ApiChannel(
            Api api,
            String endpoint,
            Security security,
            Opening opening,
            Token token,
            TransportCheck transport,
            Limiting limiting) {
        this(api, endpoint, security, opening, token, transport, limiting, List.of());
    }

    private ApiChannel(
            Api api,
            String endpoint,
            Security security,
            Opening opening,
            Token token,
            TransportCheck transport,
            Limiting limiting,
            List<ClientInterceptor> interceptors) {
        this.interceptors = List.copyOf(interceptors);
        this.limiting = Objects.requireNonNull(limiting, "limiting");
        this.transport = Objects.requireNonNull(transport, "transport");
        this.api = Objects.requireNonNull(api, "api");
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.security = Objects.requireNonNull(security, "security");
        this.opening = Objects.requireNonNull(opening, "opening");
        this.token = Objects.requireNonNull(token, "token");
    }

    /** The same channel, not open yet, over which nothing can be changed. */
    public ApiChannel readingOnly() {
        return new ApiChannel(api, endpoint, security, opening, token, transport, limiting, List.of(new ReadsOnly()));
    }

    /**
     * The same channel, not open yet, with every call that may change something noted.
     *
     * @param sink see {@link WriteNotes}
     */
    public ApiChannel noting(ParticipantName participant, Consumer<SentRequest> sink) {
        List<ClientInterceptor> more = new ArrayList<>(interceptors);
        more.add(new WriteNotes(participant, Clock.systemUTC(), sink));
        return new ApiChannel(api, endpoint, security, opening, token, transport, limiting, more);
    }

    public Api api() {
        return api;
    }

    public String endpoint() {
        return endpoint;
    }

    public Security security() {
        return security;
    }

    public Token token() {
        return token;
    }

    ReadLimits limits() throws LocalFailure {
        return limiting.limits();
    }

    public TransportCheck transport() {
        return transport;
    }

    /** What calls are made over. @throws IllegalStateException after {@link #close()} */
    Channel calls() throws LocalFailure {
        return ClientInterceptors.intercept(grpc(), interceptors);
    }

    /** @throws IllegalStateException after {@link #close()} */
    public synchronized ManagedChannel grpc() throws LocalFailure {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        if (channel == null) {
            channel = opening.open();
        }
        return channel;
    }

    /**
     * Whoever tries again has waited already: a broken connection is made again now, not when the transport's own
     * back-off of up to two minutes is over. Without effect on one that works.
     */
    synchronized void connectAnew() {
        if (channel != null) {
            channel.resetConnectBackoff();
        }
    }

    /** Ends all calls; waits a moment for the connection to be taken down. */
    @Override
    public void close() {
        ManagedChannel opened;
        synchronized (this) {
            closed = true;
            opened = channel;
            channel = null;
        }
        if (opened == null) {
            return;
        }
        opened.shutdownNow();
        try {
            opened.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return api.title() + " " + endpoint;
    }
}
