package io.partita.provider.canton.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.provider.canton.call.TokenTraits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a token says about itself, if it is a JWT. Nothing is verified: the participant does that. */
final class Claims {

    private Claims() {}

    static TokenTraits traits(Fetched fetched) {
        Optional<JsonNode> claims = of(fetched.value());
        Optional<Instant> own = claims.flatMap(all -> time(all, "exp"));
        Optional<Instant> issued = claims.flatMap(all -> time(all, "iat"));
        Optional<Duration> lifetime = own.flatMap(end -> issued.map(start -> Duration.between(start, end)));
        return new TokenTraits(
                fetched.expires().or(() -> own),
                lifetime,
                claims.map(all -> texts(all.path("aud"))).orElse(List.of()),
                claims.map(all -> all.path("scope").asText("")).filter(scope -> !scope.isEmpty()));
    }

    private static Optional<JsonNode> of(String token) {
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
