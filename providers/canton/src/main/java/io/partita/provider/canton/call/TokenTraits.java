package io.partita.provider.canton.call;

import java.time.Duration;
import java.time.Instant;
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
}
