package io.partita.provider.sandbox.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.partita.provider.sandbox.world.Demands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The token endpoint of the network, on loopback: client credentials of OAuth 2 (RFC 6749, 4.4), with the client's
 * secret in the form or in the header.
 */
final class Issuer implements AutoCloseable {

    private static final int SECRET_BYTES = 24;
    private static final int LONGEST_REQUEST = 16 * 1024;

    private final Demands demands;
    private final SignedToken tokens;
    private final SortedMap<String, String> secrets = new TreeMap<>();
    private final HttpServer server;

    Issuer(Demands demands) throws IOException {
        this.demands = demands;
        this.tokens = new SignedToken(demands.algorithm());
        SecureRandom random = new SecureRandom();
        for (String client : demands.clients()) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            secrets.put(client, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    String tokenUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** The secret of each client, by name. */
    SortedMap<String, String> secrets() {
        return secrets;
    }

    SignedToken tokens() {
        return tokens;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST);
            Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
            Optional<String> client = client(exchange, form);
            if (client.isEmpty()) {
                send(exchange, 401, error("invalid_client"));
            } else if (!"client_credentials".equals(form.get("grant_type"))) {
                send(exchange, 400, error("unsupported_grant_type"));
            } else {
                send(exchange, 200, granted(client.get(), form));
            }
        }
    }

    private ObjectNode granted(String client, Map<String, String> form) {
        Instant now = Instant.now();
        // Times in a token are whole seconds; rounded up, so that it lives at least as long as it should.
        Instant expires = now.plus(demands.tokenLifetime()).plusMillis(999);
        Set<String> audience = form.containsKey("audience") ? Set.of(form.get("audience")) : Set.of();
        SignedToken.Claims claims = new SignedToken.Claims(client, audience, now, expires);
        return new ObjectMapper()
                .createObjectNode()
                .put("access_token", tokens.of(claims, tokenUrl(), form.getOrDefault("scope", "")))
                .put("token_type", "Bearer")
                .put("expires_in", demands.tokenLifetime().toSeconds());
    }

    private Optional<String> client(HttpExchange exchange, Map<String, String> form) {
        String name = form.getOrDefault("client_id", "");
        String secret = form.getOrDefault("client_secret", "");
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header != null && header.startsWith("Basic ")) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
                int colon = Math.max(pair.indexOf(':'), 0);
                name = decoded(pair.substring(0, colon));
                secret = decoded(pair.substring(Math.min(colon + 1, pair.length())));
            } catch (IllegalArgumentException malformed) {
                return Optional.empty();
            }
        }
        String expected = secrets.getOrDefault(name, "");
        boolean same = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        return same && !expected.isEmpty() ? Optional.of(name) : Optional.empty();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode error(String code) {
        return new ObjectMapper().createObjectNode().put("error", code);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
