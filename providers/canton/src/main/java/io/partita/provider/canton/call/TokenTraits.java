package io.partita.provider.canton.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What may be said of a token without showing it: its own claims, as it states them. Nothing of it is verified.
 *
 * @param expires when it ends, as it or its source says
 * @param lifetime from its issue to its end, when it says both
 * @param audience whom it is for; empty when it does not say
 * @param scope what it is for
 */
public record TokenTraits(
        Optional<Instant> expires, Optional<Duration> lifetime, List<String> audience, Optional<String> scope) {

    /** A participant accepts no token of a longer life unless its setting max-token-lifetime says so. */
    public static final Duration USUAL_LONGEST_LIFE = Duration.ofMinutes(5);

    /** Times in a token are whole seconds, each rounded its own way. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    /** A token that says nothing of itself. */
    public static final TokenTraits UNKNOWN =
            new TokenTraits(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public TokenTraits {
        audience = List.copyOf(audience);
    }

    /** Whether a participant with usual settings refuses it for its life alone. */
    public boolean livesLong() {
        return lifetime.map(life -> life.compareTo(USUAL_LONGEST_LIFE.plus(ROUNDING)) > 0)
                .orElse(false);
    }

    /**
     * What a token says of itself, if it is a JWT.
     *
     * @param told when it ends, as its source said
     */
    public static TokenTraits of(String token, Optional<Instant> told) {
        Optional<JsonNode> claims = claims(token);
        Optional<Instant> own = claims.flatMap(all -> time(all, "exp"));
        Optional<Instant> issued = claims.flatMap(all -> time(all, "iat"));
        Optional<Duration> lifetime = own.flatMap(end -> issued.map(start -> Duration.between(start, end)));
        return new TokenTraits(
                told.or(() -> own),
                lifetime,
                claims.map(all -> texts(all.path("aud"))).orElse(List.of()),
                claims.map(all -> all.path("scope").asText("")).filter(scope -> !scope.isEmpty()));
    }

    private static Optional<JsonNode> claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return Optional.ofNullable(new ObjectMapper().readTree(new String(claims, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonNode claims, String name) {
        long seconds = claims.path(name).asLong(0);
        // Beyond this an instant cannot be calculated with.
        return seconds > 0 && seconds < 1L << 40 ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        value.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
