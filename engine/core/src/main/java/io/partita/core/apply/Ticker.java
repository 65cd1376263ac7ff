package io.partita.core.apply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as a run sees and spends it. */
public interface Ticker extends InstantSource {

    /** The clock of the machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(Math.max(1, duration.toMillis()));
        }
    };

    /** Blocks for about this long. */
    void sleep(Duration duration) throws InterruptedException;
}
