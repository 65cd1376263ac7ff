package io.partita.provider.canton.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Deadline;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.secret.KnownSecrets;
import io.partita.core.secret.KnownSecrets.Life;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.TlsFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Gets a token with the client credentials grant of OAuth 2 (RFC 6749, 4.4). Its settings: the issuer's token endpoint,
 * the client, the client's own secret, what the token is for, and the PEM file of the authorities to trust at the token
 * endpoint instead of those of the JVM.
 */
final class Oidc implements SecretSource {

    /** For everything together, however often it is tried. */
    private static final long SECONDS = 30;
    /** In seconds; an issuer that says more says nothing. */
    private static final long LONGEST_LIFE = 1L << 32;

    /** What an issuer may give besides the token. */
    private static final List<String> OTHER_SECRETS = List.of("refresh_token", "id_token");

    private static final int UNAUTHORIZED = 401;

    /** How the client proves itself; issuers accept one or the other. */
    private enum Proof {
        IN_FORM,
        IN_HEADER
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.needed("tokenUrl", Secret.Form.TEXT),
                Setting.needed("clientId", Secret.Form.TEXT),
                Setting.needed("clientSecret", Secret.Form.SECRET),
                Setting.optional("audience"),
                Setting.optional("scope"),
                Setting.optional("ca"));
    }

    @Override
    public Renewal renewal() {
        return Renewal.POSSIBLE;
    }

    @Override
    public String place(Secret secret) {
        return "the token of " + secret.text("tokenUrl").orElse("");
    }

    @Override
    public SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure {
        return new Exchange(secret, secrets).fetch();
    }

    /** One request for a token, with what it takes. */
    private static final class Exchange {

        private final Secret reference;
        private final Secrets secrets;
        private final String tokenUrl;
        private final String clientId;
        private final Deadline deadline = Deadline.after(SECONDS, TimeUnit.SECONDS);

        Exchange(Secret reference, Secrets secrets) {
            this.reference = reference;
            this.secrets = secrets;
            this.tokenUrl = reference.text("tokenUrl").orElseThrow();
            this.clientId = reference.text("clientId").orElseThrow();
        }

        SecretValue fetch() throws LocalFailure {
            URI address = address();
            String clientSecret = secrets.fetch(reference.nested("clientSecret").orElseThrow())
                    .value();
            Instant asked = Instant.now();
            HttpResponse<String> response = post(address, clientSecret, Proof.IN_FORM);
            if (response.statusCode() == UNAUTHORIZED) {
                response = post(address, clientSecret, Proof.IN_HEADER);
            }
            return token(response, asked);
        }

        private URI address() throws LocalFailure {
            URI address;
            try {
                address = URI.create(tokenUrl);
            } catch (IllegalArgumentException e) {
                throw fault(Kind.LOCAL, "is no URL");
            }
            if (!Endpoint.keepsSecrets(address)) {
                throw fault(
                        Kind.LOCAL, "does not start with https:// and would show the client's secret to the network");
            }
            return address;
        }

        private HttpResponse<String> post(URI address, String clientSecret, Proof proof) throws LocalFailure {
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json");
            if (proof == Proof.IN_HEADER) {
                request.header("Authorization", "Basic " + basic(clientSecret));
            }
            request.POST(HttpRequest.BodyPublishers.ofString(form(clientSecret, proof)));
            try {
                return new WebClient(secrets.environment(), reference.text("ca")).send(request.build(), deadline);
            } catch (IOException e) {
                throw fault(Kind.UNREACHABLE, unanswered(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw fault(Kind.LOCAL, "was not waited for: interrupted");
            }
        }

        private static String unanswered(IOException failure) {
            if (failure instanceof SSLException) {
                TlsFailure trouble = TlsFailure.of(failure);
                return "cannot be trusted: " + trouble.cause() + "; check 'ca' of 'oidc'";
            }
            if (failure instanceof HttpTimeoutException) {
                return "has not answered completely within " + SECONDS + " s";
            }
            return "does not answer: " + failure.getClass().getSimpleName();
        }

        private String form(String clientSecret, Proof proof) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("grant_type", "client_credentials");
            if (proof == Proof.IN_FORM) {
                fields.put("client_id", clientId);
                fields.put("client_secret", clientSecret);
            }
            reference.text("audience").ifPresent(audience -> fields.put("audience", audience));
            reference.text("scope").ifPresent(scope -> fields.put("scope", scope));
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        private String basic(String clientSecret) {
            String pair = encoded(clientId) + ":" + encoded(clientSecret);
            return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        private SecretValue token(HttpResponse<String> response, Instant asked) throws LocalFailure {
            Optional<JsonNode> body = json(response.body());
            body.ifPresent(all -> OTHER_SECRETS.forEach(
                    name -> KnownSecrets.add(all.path(name).asText(""), Life.PASSING)));
            if (response.statusCode() != 200) {
                String error = body.map(b -> b.path("error").asText("")).orElse("");
                // Only the standard's error codes are quoted: what else an issuer sends may repeat what it was sent.
                String quoted = error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "";
                throw fault(
                        response.statusCode() >= 500 ? Kind.UNREACHABLE : Kind.NOT_PERMITTED,
                        "answers with HTTP " + response.statusCode() + quoted);
            }
            String token = body.map(b -> b.path("access_token").asText("")).orElse("");
            if (token.isEmpty()) {
                throw fault(Kind.NOT_PERMITTED, "answers without an access_token");
            }
            long seconds = body.map(b -> b.path("expires_in").asLong(0)).orElse(0L);
            boolean told = seconds > 0 && seconds < LONGEST_LIFE;
            return new SecretValue(token, told ? Optional.of(asked.plusSeconds(seconds)) : Optional.empty());
        }

        private static Optional<JsonNode> json(String body) {
            try {
                return Optional.ofNullable(new ObjectMapper().readTree(body));
            } catch (JsonProcessingException e) {
                return Optional.empty();
            }
        }

        /** Without a cause: it could quote the request. */
        private LocalFailure fault(Kind kind, String text) {
            return new LocalFailure(kind, "OIDC", "the token endpoint " + tokenUrl + " " + text);
        }
    }
}
