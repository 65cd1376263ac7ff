package io.partita.core.apply;

import io.partita.core.topology.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time as a run sees and spends it: a clock, and the pause of all that waits for something to change. */
public interface Ticker extends InstantSource, Pause {

    /** The clock of the machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public Instant instant() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Pause.REAL.pause(duration.toMillis() < 1 ? Duration.ofMillis(1) : duration);
        }
    };

    /** Blocks for about this long. */
    void sleep(Duration duration) throws InterruptedException;

    @Override
    default void pause(Duration duration) throws InterruptedException {
        sleep(duration);
    }
}
