package io.partita.provider.sandbox.ids;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times in microseconds since the epoch, and the messages that carry them. */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    public static Timestamp timestamp(long micros) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(micros, PER_SECOND))
                .setNanos((int) Math.floorMod(micros, PER_SECOND) * 1000)
                .build();
    }

    /** Cut to whole microseconds. */
    public static long of(Timestamp timestamp) {
        return timestamp.getSeconds() * PER_SECOND + timestamp.getNanos() / 1000;
    }

    /** Cut to whole microseconds. */
    public static long of(Duration duration) {
        return duration.getSeconds() * PER_SECOND + duration.getNanos() / 1000;
    }

    public static long of(java.time.Duration duration) {
        return duration.toNanos() / 1000;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1000);
    }

    public static long of(Instant instant) {
        return instant.getEpochSecond() * PER_SECOND + instant.getNano() / 1000;
    }
}
