package io.partita.core.provider;

import java.time.Duration;
import java.util.Objects;

/**
 * A participant's clock, compared with this machine's. The question left at one time of this machine and the answer
 * came at another; the participant looked at its clock in between, nobody knows when: the middle is taken, and half of
 * the way there and back is the error.
 *
 * @param ahead how far the participant's clock is ahead of this machine's; negative when it is behind
 * @param error the true value is at most so far away from {@code ahead}
 */
public record ClockReading(Duration ahead, Duration error) {
    public ClockReading {
        Objects.requireNonNull(ahead, "ahead");
        Objects.requireNonNull(error, "error");
    }
}
