package io.partita.plans.fault;

import io.partita.core.apply.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's clock, except that a wait takes a twentieth of its time, and never longer than a moment: what was not
 * waited for is added to the clock.
 */
public final class HastyTicker implements Ticker {

    private static final int TIMES_FASTER = 20;
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final AtomicLong skippedNanos = new AtomicLong();

    @Override
    public Instant instant() {
        return Instant.now().plusNanos(skippedNanos.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Duration shorter = duration.dividedBy(TIMES_FASTER);
        Duration slept = shorter.compareTo(LONGEST) > 0 ? LONGEST : shorter;
        Ticker.SYSTEM.sleep(slept);
        skippedNanos.addAndGet(Math.max(0, duration.minus(slept).toNanos()));
    }
}
