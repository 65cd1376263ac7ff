package io.partita.core.model;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an API listens and how it is reached. Paths are relative to the declaration's folder.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls empty for plaintext
 * @param token empty when the API asks for none
 */
public record Endpoint(String host, int port, Optional<Tls> tls, Optional<Secret> token) {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");

    /**
     * @param ca PEM file of the certificate authority; empty for those of the JVM
     * @param certificate PEM file of the client's certificate chain, together with {@code key}
     * @param key PEM file of the client's private key, PKCS#8
     * @param authority the name to expect in the server's certificate; empty for the host's
     */
    public record Tls(
            Optional<String> ca, Optional<String> certificate, Optional<String> key, Optional<String> authority) {
        public Tls {
            Objects.requireNonNull(ca, "ca");
            Objects.requireNonNull(certificate, "certificate");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(authority, "authority");
        }
    }

    public Endpoint {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(token, "token");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /**
     * Whether what is sent to a host stays on this machine, by its name or address alone: {@code localhost},
     * {@code 127.x.x.x} and {@code ::1}, with or without brackets. A name below {@code localhost} is not: who answers
     * for it is the resolver's choice.
     */
    public static boolean isLoopback(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return bare.equalsIgnoreCase("localhost")
                || bare.equals("::1")
                || LOOPBACK.matcher(bare).matches();
    }

    /** Whether a secret may be sent to a URL: nobody between here and there reads it. */
    public static boolean keepsSecrets(URI url) {
        String host = url.getHost();
        boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
        return host != null && (encrypted || "http".equalsIgnoreCase(url.getScheme()) && isLoopback(host));
    }

    /** Host and port as an address is written: IPv6 in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
