package io.partita.provider.canton.call;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which pause a read is tried again: exponential back-off with jitter, never earlier than the
 * participant asked for, and only for errors of a category that allows it.
 *
 * @param first the first pause, before jitter
 * @param longest no pause is longer; a participant that asks for more is not waited for
 * @param attempts all attempts of one call, the first included
 */
public record RetryPolicy(Duration first, Duration longest, int attempts) {

    /**
     * For reads: enough to bridge a hiccup or a participant's restart, which asks for 10 seconds; short enough that a
     * wrong address is reported within two seconds.
     */
    public static final RetryPolicy USUAL = new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(15), 4);

    /** For looking at what is wrong: a hiccup is no finding, and nobody wants to wait for one that is not. */
    public static final RetryPolicy LITTLE = new RetryPolicy(Duration.ofMillis(200), Duration.ofSeconds(2), 2);

    /** Transient failure, contention, deadline exceeded, and an offset that is not there yet. */
    private static final Set<Integer> PASSING_CATEGORIES = Set.of(1, 2, 3, 12);

    /** Those that repeat the work of the participant, or that rarely pass by themselves. */
    private static final int FEW = 2;

    /**
     * @param error why the attempt failed
     * @param attempt number of the attempt that failed, from 1
     * @param sent whether the attempt reached a connection at all
     * @return how long to wait before the next; empty to give up
     */
    Optional<Duration> pause(CantonError error, int attempt, boolean sent) {
        if (attempt >= Math.min(attempts, attemptsFor(error, sent))) {
            return Optional.empty();
        }
        Duration asked = error.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(longest) > 0) {
            return Optional.empty();
        }
        return Optional.of(afterAttempt(attempt, asked));
    }

    /**
     * For a failure that passes, of a participant that asked for no pause of its own.
     *
     * @param attempt number of the attempt that failed, from 1
     * @return how long to wait before the next; empty to give up
     */
    public Optional<Duration> pause(int attempt) {
        return attempt < attempts ? Optional.of(afterAttempt(attempt, Duration.ZERO)) : Optional.empty();
    }

    private Duration afterAttempt(int attempt, Duration asked) {
        Duration grown = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration capped = grown.compareTo(longest) > 0 ? longest : grown;
        long jittered = ThreadLocalRandom.current().nextLong(capped.toMillis() / 2, capped.toMillis() + 1);
        return Duration.ofMillis(Math.max(jittered, asked.toMillis()));
    }

    private int attemptsFor(CantonError error, boolean sent) {
        if (error.category().isPresent()) {
            return PASSING_CATEGORIES.contains(error.category().getAsInt()) ? attempts : 1;
        }
        return switch (error.status().getCode()) {
            case UNAVAILABLE -> ConnectionFailure.isHopeless(error.status()) ? 1 : attempts;
            case ABORTED -> attempts;
            case RESOURCE_EXHAUSTED -> error.isTooLarge() ? 1 : attempts;
            case DEADLINE_EXCEEDED -> sent ? FEW : 1;
            case INTERNAL, UNKNOWN, CANCELLED -> FEW;
            default -> 1;
        };
    }
}
