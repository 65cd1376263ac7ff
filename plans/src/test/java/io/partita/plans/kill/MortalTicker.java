package io.partita.plans.kill;

import io.partita.core.apply.Ticker;
import io.partita.plans.kill.disk.FileTrap;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock, on which the dead do not wait. */
record MortalTicker(FileTrap trap) implements Ticker {

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (trap.isDeadWithin(duration)) {
            throw new InterruptedException("this run is dead");
        }
    }
}
