package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.core.provider.CallFailure;
import io.partita.provider.canton.call.LocalFailure;
import io.partita.provider.canton.call.Token;
import io.partita.provider.canton.call.TokenTraits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A bearer token that is kept until shortly before it expires, or until it is refused. */
final class SecretToken implements Token {

    /** The participant refuses a token that expires on the way; its clock may be ahead. */
    private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

    private final Secret reference;
    private final Secrets secrets;
    private final Clock clock;
    private Optional<Kept> kept = Optional.empty();
    private Optional<TokenTraits> last = Optional.empty();

    /** A token in use. Its text never shows it. */
    private record Kept(String value, Instant fetched, Instant expires) {

        /** A token that lives shorter than the margin is used for half of its life. */
        boolean isDue(Instant now) {
            Instant early = expires.minus(BEFORE_EXPIRY);
            return !now.isBefore(early.isAfter(fetched) ? early : half());
        }

        boolean isHalfOver(Instant now) {
            return !now.isBefore(half());
        }

        private Instant half() {
            return expires.equals(Instant.MAX)
                    ? expires
                    : fetched.plus(Duration.between(fetched, expires).dividedBy(2));
        }

        @Override
        public String toString() {
            return "token until " + expires;
        }
    }

    SecretToken(Secret reference, Secrets secrets, Clock clock) {
        this.reference = reference;
        this.secrets = secrets;
        this.clock = clock;
    }

    static Token of(Secret reference, Environment environment) {
        return new SecretToken(reference, new Secrets(environment), Clock.systemUTC());
    }

    @Override
    public synchronized Optional<String> value() throws LocalFailure {
        Instant now = clock.instant();
        return fetched(kept.isEmpty() || kept.get().isDue(now), now);
    }

    @Override
    public synchronized Optional<String> lasting() throws LocalFailure {
        Instant now = clock.instant();
        return fetched(kept.isEmpty() || kept.get().isHalfOver(now), now);
    }

    private Optional<String> fetched(boolean needed, Instant now) throws LocalFailure {
        if (needed) {
            try {
                kept = Optional.of(fetch(now));
            } catch (LocalFailure e) {
                boolean usable =
                        kept.filter(token -> now.isBefore(token.expires())).isPresent();
                // An issuer that is down for a moment harms nobody as long as the last token is good.
                if (!usable || e.kind() != CallFailure.Kind.UNREACHABLE) {
                    throw e;
                }
            }
        }
        return kept.map(Kept::value);
    }

    private Kept fetch(Instant now) throws LocalFailure {
        SecretValue fetched = secrets.fetch(reference);
        Optional<String> trouble = TokenForm.trouble(fetched.value());
        if (trouble.isPresent()) {
            throw LocalFailure.local(Secrets.CODE, Secrets.place(reference) + " " + trouble.get());
        }
        TokenTraits traits = TokenTraits.of(fetched.value(), fetched.expires());
        last = Optional.of(traits);
        return new Kept(fetched.value(), now, traits.expires().orElse(Instant.MAX));
    }

    @Override
    public synchronized boolean renew(String refused) {
        if (kept.map(Kept::value).equals(Optional.of(refused))) {
            kept = Optional.empty();
        }
        return Secrets.renewal(reference) == SecretSource.Renewal.POSSIBLE;
    }

    @Override
    public synchronized Optional<TokenTraits> traits() {
        return last;
    }

    @Override
    public String toString() {
        return Secrets.place(reference);
    }
}
