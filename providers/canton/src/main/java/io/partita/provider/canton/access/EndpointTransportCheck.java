package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.core.provider.Check;
import io.partita.core.provider.Check.Kind;
import io.partita.core.provider.Check.Place;
import io.partita.core.provider.Finding;
import io.partita.provider.canton.call.CheckList;
import io.partita.provider.canton.call.CheckList.Needed;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.TransportCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at the way to an endpoint with connections of its own, a step at a time: the transport of a call says only that
 * it did not get there.
 */
final class EndpointTransportCheck implements TransportCheck {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 8_000;

    /** For the proxy's tunnel, the handshake and the first words together, however little comes at a time. */
    private static final int WHOLE_SECONDS = 20;

    private final Endpoint endpoint;
    private final Environment environment;

    EndpointTransportCheck(Endpoint endpoint, Environment environment) {
        this.endpoint = endpoint;
        this.environment = environment;
    }

    @Override
    public List<Check> survey(Place place) {
        String word = "'" + place.word() + "'";
        CheckList checks = new CheckList(place);
        try (Way way = new Way()) {
            checks.check(
                    Kind.NAME,
                    Needed.BY_THE_REST,
                    "Correct the variable, or list " + endpoint.host() + " in no_proxy.",
                    () -> name(word, way));
            checks.check(Kind.CONNECTION, Needed.BY_THE_REST, "", () -> connection(word, way));
            checks.check(
                    Kind.TLS,
                    Needed.BY_THE_REST,
                    "Correct the file that is named, or the tls setting of " + word + ".",
                    () -> tls(word, way));
            checks.check(Kind.HTTP2, Needed.BY_THE_REST, "", () -> http2(word, way));
        }
        return checks.checks();
    }

    /** What the steps hand on to each other. */
    private static final class Way implements AutoCloseable {
        private Optional<Proxy> proxy = Optional.empty();
        private InetAddress[] addresses = new InetAddress[0];
        private Socket socket;
        private Optional<TlsHandshake> handshake = Optional.empty();

        @Override
        public void close() {
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // A connection that cannot be closed is closed already; nothing was asked over it.
                    socket = null;
                }
            }
        }
    }

    private Finding name(String word, Way way) throws LocalFailure {
        way.proxy = Proxy.to(endpoint.host(), endpoint.port(), environment.variables());
        String host = way.proxy.map(Proxy::host).orElse(endpoint.host());
        try {
            way.addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new Finding.Failed(
                    "the name " + host + " cannot be resolved",
                    way.proxy
                            .map(proxy -> "Correct the environment variable " + proxy.variable() + ", or list "
                                    + endpoint.host() + " in no_proxy.")
                            .orElse("Correct the host of " + word + ", or this machine's name resolution."));
        }
        String found = Arrays.stream(way.addresses)
                .map(InetAddress::getHostAddress)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Finding.Passed(
                way.proxy.map(proxy -> "left to the proxy " + proxy).orElse(found));
    }

    private Finding connection(String word, Way way) {
        int port = way.proxy.map(Proxy::port).orElse(endpoint.port());
        String cause = "";
        for (InetAddress address : way.addresses) {
            long begin = System.nanoTime();
            try {
                way.socket = connected(address, port);
                long millis = (System.nanoTime() - begin) / 1_000_000;
                return way.proxy.isPresent()
                        ? through(way.proxy.get(), way)
                        : new Finding.Passed(address.getHostAddress() + ":" + port + " in " + millis + " ms");
            } catch (SocketTimeoutException e) {
                cause = address.getHostAddress() + ":" + port + " does not answer within " + CONNECT_MILLIS / 1000
                        + " s";
            } catch (IOException e) {
                cause = address.getHostAddress() + ":" + port + ": " + e.getMessage();
            }
        }
        return new Finding.Failed(
                cause,
                way.proxy
                        .map(proxy -> "Check that the proxy of " + proxy.variable() + " runs and is right.")
                        .orElse(
                                "Check host and port of " + word
                                        + ", that the participant runs and is the active replica, and the firewalls in between."));
    }

    private Finding through(Proxy proxy, Way way) throws IOException {
        String status = ProxyTunnel.open(way.socket, proxy, endpoint.host(), endpoint.port());
        if (status.startsWith("200")) {
            return new Finding.Passed("through the proxy " + proxy);
        }
        return new Finding.Failed(
                "the proxy " + proxy + " answers " + status,
                status.startsWith("407")
                        ? "Write " + proxy.variable() + " as http://user:password@host:port."
                        : "Let the proxy open tunnels to " + endpoint + ", or list the host in no_proxy.");
    }

    private static Socket connected(InetAddress address, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            CompletableFuture.delayedExecutor(WHOLE_SECONDS, TimeUnit.SECONDS).execute(() -> end(socket));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What waits for the connection then fails. */
    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a connection cannot be closed", e);
        }
    }

    private Finding tls(String word, Way way) throws LocalFailure {
        if (endpoint.tls().isEmpty()) {
            return plaintext(word);
        }
        TlsHandshake handshake = TlsHandshake.with(endpoint, environment.folder());
        way.handshake = Optional.of(handshake);
        try {
            way.socket = handshake.over(way.socket);
        } catch (IOException e) {
            return handshake.failure(e, word);
        }
        return handshake.success(word);
    }

    private Finding plaintext(String word) {
        if (NoProxy.isHere(endpoint.host())) {
            return new Finding.Passed("none declared; the endpoint is on this machine");
        }
        String found = endpoint.token().isPresent()
                ? "none declared: the token of " + word + " travels unencrypted"
                : "none declared: everything travels unencrypted";
        return new Finding.Warned(found, "Write tls for " + word + " if the participant offers it.");
    }

    private Finding http2(String word, Way way) {
        try {
            return switch (Http2Probe.exchange(way.socket)) {
                case HTTP2 -> new Finding.Passed("spoken");
                case HTTP1 ->
                    new Finding.Failed(
                            "what listens there speaks HTTP/1.1",
                            "Correct the port of " + word + "; gRPC needs HTTP/2.");
                case OTHER ->
                    new Finding.Failed(
                            "what listens there speaks neither HTTP nor gRPC",
                            endpoint.tls().isPresent()
                                    ? "Correct the port of " + word + "."
                                    : "Correct the port of " + word + ", or write tls for it.");
                case NOTHING -> silent(word);
            };
        } catch (IOException e) {
            return way.handshake.map(handshake -> handshake.refusal(e, word)).orElseGet(() -> silent(word));
        }
    }

    private Finding silent(String word) {
        return new Finding.Failed(
                "the connection was closed before anything was answered",
                endpoint.tls().isPresent()
                        ? "Check the port of " + word
                                + ", and 'cert' and 'key' if the participant asks for a client certificate."
                        : "Write tls for " + word + " if the participant asks for it; otherwise check the port.");
    }
}
