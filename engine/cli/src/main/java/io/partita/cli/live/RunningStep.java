package io.partita.cli.live;

import io.partita.core.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of a step under way. Guarded by the view that holds it. */
final class RunningStep {

    private final Step step;
    private final Instant since;
    private String doing = "";
    private boolean waits;
    private Optional<Instant> until = Optional.empty();
    private long bytes;
    private long contracts;
    private long totalBytes = -1;

    RunningStep(Step step, Instant since) {
        this.step = step;
        this.since = since;
    }

    Step step() {
        return step;
    }

    void progress(long newBytes, long newContracts, long newTotalBytes) {
        bytes = newBytes;
        contracts = newContracts;
        totalBytes = newTotalBytes;
    }

    /** @return whether that is news */
    boolean waiting(String what, Optional<Instant> newUntil) {
        boolean news = !doing.equals(what);
        doing = what;
        waits = true;
        until = newUntil;
        return news;
    }

    void doing(String what) {
        if (!doing.equals(what)) {
            doing = what;
            waits = false;
            until = Optional.empty();
        }
    }

    /** Whether what it does last is to wait. */
    boolean isWaiting() {
        return waits;
    }

    String doing() {
        return doing;
    }

    Duration running(Instant now) {
        return atLeastZero(Duration.between(since, now));
    }

    /** Time to the next event; empty when nobody knows it, zero when it is due. */
    Optional<Duration> left(Instant now) {
        return until.map(end -> atLeastZero(Duration.between(now, end)));
    }

    boolean hasMoved() {
        return bytes > 0 || contracts > 0;
    }

    long bytes() {
        return bytes;
    }

    long contracts() {
        return contracts;
    }

    /** Between 0 and 1; empty when the total is not known. */
    Optional<Double> share() {
        return totalBytes > 0
                ? Optional.of(Math.min(1.0, Math.max(0.0, (double) bytes / totalBytes)))
                : Optional.empty();
    }

    long totalBytes() {
        return totalBytes;
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
