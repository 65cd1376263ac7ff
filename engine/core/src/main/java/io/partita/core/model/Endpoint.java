package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an API listens and how it is reached. Paths are relative to the declaration's folder.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls empty for plaintext
 * @param token empty when the API asks for none
 */
public record Endpoint(String host, int port, Optional<Tls> tls, Optional<Secret> token) {

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

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
