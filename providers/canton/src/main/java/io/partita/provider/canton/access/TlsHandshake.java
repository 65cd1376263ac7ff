package io.partita.provider.canton.access;

import io.partita.core.model.Endpoint;
import io.partita.core.provider.Finding;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.TlsFailure;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS handshake with an endpoint's own files, watched: what the server showed, and whether it asked for a
 * certificate.
 */
final class TlsHandshake {

    /** Sooner than this an operator wants to know that a certificate ends. */
    private static final Duration NEAR = Duration.ofDays(30);

    /** In characters, as DNS has it. */
    private static final int LONGEST_NAME = 253;

    private static final int MOST_NAMES = 5;

    /** Kinds of names in a certificate. */
    private static final Set<Integer> NAMES_AND_ADDRESSES = Set.of(2, 7);

    private final Endpoint endpoint;
    private final Endpoint.Tls tls;
    private final WatchingTrust trust;
    private final Optional<KeyManager[]> keys;
    private final List<X509Certificate> own;
    private SSLSocket socket;

    private TlsHandshake(
            Endpoint endpoint,
            Endpoint.Tls tls,
            WatchingTrust trust,
            Optional<KeyManager[]> keys,
            List<X509Certificate> own) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.trust = trust;
        this.keys = keys;
        this.own = own;
    }

    /** @throws LocalFailure when a file of the setting cannot be used */
    static TlsHandshake with(Endpoint endpoint, Path folder) throws LocalFailure {
        Endpoint.Tls tls = endpoint.tls().orElseThrow();
        TlsFiles files = new TlsFiles(tls, folder);
        return new TlsHandshake(
                endpoint, tls, new WatchingTrust(files.trust()), files.keys(), files.clientCertificates());
    }

    /** @throws IOException when it fails; {@link #failure} says why */
    SSLSocket over(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.orElse(null), new TrustManager[] {trust}, null);
            socket = (SSLSocket) context.getSocketFactory().createSocket(plain, expected(), endpoint.port(), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has TLS", e);
        }
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    Finding success(String word) {
        Optional<Finding> ending = ending(own, "the client's certificate", "Renew 'cert' and 'key' of " + word + ".")
                .or(() -> ending(
                        trust.shown(), "the server's certificate", "The participant's operator has to renew it."));
        return ending.orElseGet(() -> new Finding.Passed(found()));
    }

    private String found() {
        String client = own.isEmpty() ? "" : ", with a client certificate";
        return socket.getSession().getProtocol() + ", the certificate of " + subject() + " is valid until " + lastDay()
                + client;
    }

    private String subject() {
        return trust.shown().isEmpty()
                ? "the server"
                : told(trust.shown().get(0).getSubjectX500Principal().getName());
    }

    /** Whoever listens there has written it: of a length that no name needs, and as words that are not partita's. */
    private static String told(String name) {
        return "'" + (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name) + "'";
    }

    private String lastDay() {
        return trust.shown().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .map(TlsHandshake::day)
                .orElse("an unknown day");
    }

    private static Optional<Finding> ending(List<X509Certificate> chain, String whose, String fix) {
        Instant now = Instant.now();
        Optional<Instant> end = chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo);
        if (end.isEmpty() || end.get().isAfter(now.plus(NEAR))) {
            return Optional.empty();
        }
        if (end.get().isBefore(now)) {
            return Optional.of(new Finding.Failed(whose + " expired on " + day(end.get()), fix));
        }
        long days = Duration.between(now, end.get()).toDays();
        return Optional.of(new Finding.Warned(whose + " ends on " + day(end.get()) + ", in " + days + " days", fix));
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    Finding failure(IOException failure, String word) {
        TlsFailure trouble = TlsFailure.of(failure);
        String shown = trust.shown().isEmpty() ? "" : "; the server showed the certificate of " + subject();
        return new Finding.Failed(
                trouble.cause() + names(trouble) + shown, "The tls setting of " + word + ": " + trouble.advice() + ".");
    }

    private String names(TlsFailure trouble) {
        return trouble == TlsFailure.OTHER_NAME && !trust.shown().isEmpty()
                ? " (" + expected() + " is expected, it is for "
                        + names(trust.shown().get(0)) + ")"
                : "";
    }

    /** With TLS 1.3 a server that refuses a client says so only after the handshake. */
    Finding refusal(IOException failure, String word) {
        if (keys.isEmpty()) {
            return new Finding.Failed(
                    "the server ended the connection after the handshake: " + failure.getMessage(),
                    "The participant probably asks for a client certificate: write 'cert' and 'key' into the tls setting of "
                            + word + ".");
        }
        return new Finding.Failed(
                "the server does not accept the client's certificate: " + failure.getMessage(),
                "Correct 'cert' and 'key' of " + word + ": the participant has to trust their authority.");
    }

    private String expected() {
        return tls.authority().map(TlsHandshake::hostOf).orElse(endpoint.host());
    }

    /** An authority may carry a port. */
    private static String hostOf(String authority) {
        return authority.replaceFirst(":[0-9]{1,5}$", "");
    }

    /**
     * DNS names and addresses, a few of them; the subject when there are none, which is what a certificate without them
     * amounts to.
     */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> one : all) {
                    if (NAMES_AND_ADDRESSES.contains(one.get(0))) {
                        names.add(told(one.get(1).toString()));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return "names that cannot be read";
        }
        if (names.isEmpty()) {
            return "no name but its subject "
                    + told(certificate.getSubjectX500Principal().getName());
        }
        String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }

    /** Decides as another does, and remembers what the server showed. */
    private static final class WatchingTrust extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager decides;
        private List<X509Certificate> shown = List.of();

        WatchingTrust(X509ExtendedTrustManager decides) {
            this.decides = decides;
        }

        List<X509Certificate> shown() {
            return shown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            shown = List.of(chain);
            decides.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            shown = List.of(chain);
            decides.checkServerTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            shown = List.of(chain);
            decides.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            decides.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            decides.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            decides.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return decides.getAcceptedIssuers();
        }
    }
}
