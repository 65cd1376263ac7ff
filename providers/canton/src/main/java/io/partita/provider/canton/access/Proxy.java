package io.partita.provider.canton.access;

import io.partita.core.secret.KnownSecrets;
import io.partita.provider.canton.call.LocalFailure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP proxy that opens tunnels (CONNECT). The environment names it, read as other command lines read it: {@code
 * https_proxy}, else {@code all_proxy}, in lower case before upper case, for everything that {@code no_proxy} does not
 * leave out. One variable serves TLS and plaintext alike, because either goes through a tunnel. What runs on this
 * machine is never asked for through a proxy.
 *
 * @param host of the proxy
 * @param port of the proxy
 * @param login empty when the proxy asks for none
 * @param variable the environment variable that names it
 */
record Proxy(String host, int port, Optional<Login> login, String variable) {

    private static final String CODE = "PROXY";
    private static final List<String> VARIABLES = List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    private static final int USUAL_PORT = 80;

    /** Who asks the proxy. Its text never shows the password. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "login";
        }
    }

    @Override
    public String toString() {
        return host + ":" + port + " (" + variable + ")";
    }

    /** The proxy for a target; empty when it is reached directly. */
    static Optional<Proxy> to(String host, int port, Map<String, String> variables) throws LocalFailure {
        String exceptions = variables.getOrDefault("no_proxy", variables.getOrDefault("NO_PROXY", ""));
        if (new NoProxy(exceptions).has(host, port)) {
            return Optional.empty();
        }
        for (String variable : VARIABLES) {
            String value = variables.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(parsed(variable, value));
            }
        }
        return Optional.empty();
    }

    /** Without the value in any message: it may hold a password. */
    private static Proxy parsed(String variable, String value) throws LocalFailure {
        URI uri;
        try {
            uri = new URI(value.contains("://") ? value : "http://" + value);
        } catch (URISyntaxException e) {
            throw unusable(variable, "is not the address of a proxy");
        }
        if (!"http".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))) {
            throw unusable(variable, "names a proxy of a kind that partita does not speak to");
        }
        if (uri.getHost() == null) {
            throw unusable(variable, "is not the address of a proxy");
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Proxy(host, uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), login(variable, uri), variable);
    }

    private static Optional<Login> login(String variable, URI uri) throws LocalFailure {
        if (uri.getRawUserInfo() == null) {
            return Optional.empty();
        }
        String[] parts = uri.getRawUserInfo().split(":", 2);
        try {
            String password = parts.length > 1 ? decoded(parts[1]) : "";
            KnownSecrets.add(password, KnownSecrets.Life.LASTING);
            return Optional.of(new Login(decoded(parts[0]), password));
        } catch (IllegalArgumentException e) {
            throw unusable(variable, "has a user or password that is not percent-encoded as it should be");
        }
    }

    /** A plus sign is itself here. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static LocalFailure unusable(String variable, String why) {
        return LocalFailure.local(
                CODE,
                "the environment variable " + variable + " " + why
                        + "; write it as http://host:port or http://user:password@host:port, or put the endpoint into no_proxy");
    }
}
