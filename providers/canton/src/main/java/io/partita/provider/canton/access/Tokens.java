package io.partita.provider.canton.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.core.model.Secret;
import io.partita.provider.canton.call.OwnFault;
import io.partita.provider.canton.call.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** A bearer token that is kept until shortly before it expires, or until it is refused. */
final class Tokens implements Token {

    /** The participant refuses a token that expires on the way; its clock may be ahead. */
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

    private final Secret reference;
    private final Secrets secrets;
    private final Clock clock;
    private Optional<String> kept = Optional.empty();
    private Instant renewAt = Instant.MAX;

    Tokens(Secret reference, Secrets secrets, Clock clock) {
        this.reference = reference;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** @param folder which relative paths start from, and where commands run */
    static Token of(Secret reference, Path folder) {
        return new Tokens(reference, new Secrets(folder, System.getenv()), Clock.systemUTC());
    }

    @Override
    public synchronized Optional<String> value() throws OwnFault {
        if (kept.isEmpty() || !clock.instant().isBefore(renewAt)) {
            Fetched fetched = secrets.fetch(reference);
            if (!fetched.value().chars().allMatch(c -> c > ' ' && c < 127)) {
                throw OwnFault.local(
                        Secrets.CODE,
                        Secrets.place(reference) + " holds characters that a token cannot have, such as blanks");
            }
            kept = Optional.of(fetched.value());
            renewAt = fetched.expires()
                    .or(() -> expiry(fetched.value()))
                    .map(this::before)
                    .orElse(Instant.MAX);
        }
        return kept;
    }

    @Override
    public synchronized boolean renew(String refused) {
        if (kept.equals(Optional.of(refused))) {
            kept = Optional.empty();
        }
        // The environment of a running process does not change.
        return reference.match(environment -> false, file -> true, command -> true, oidc -> true);
    }

    @Override
    public String toString() {
        return Secrets.place(reference);
    }

    /** A token that lives shorter than the margin is used for half of its life. */
    private Instant before(Instant expires) {
        Instant now = clock.instant();
        Instant early = expires.minus(BEFORE_EXPIRY);
        return early.isAfter(now)
                ? early
                : now.plus(Duration.between(now, expires).dividedBy(2));
    }

    /** What a token says about itself, if it is a JWT; nothing is verified, the participant does that. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            long seconds = new ObjectMapper()
                    .readTree(new String(claims, StandardCharsets.UTF_8))
                    .path("exp")
                    .asLong(0);
            return seconds > 0 ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
