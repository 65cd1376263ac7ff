package io.partita.provider.canton;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times and durations of the wire. */
final class Times {

    /** The longest duration that protobuf has. */
    private static final long LONGEST_SECONDS = 315_576_000_000L;

    private static final int NANOS = 1_000_000_000;

    private Times() {}

    static Instant instant(Timestamp timestamp) throws UnreadableAnswer {
        try {
            return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableAnswer("a time is out of range: " + timestamp.getSeconds() + " s");
        }
    }

    static Instant instantOfMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Duration duration(com.google.protobuf.Duration duration) throws UnreadableAnswer {
        boolean fine = duration.getSeconds() >= 0
                && duration.getSeconds() <= LONGEST_SECONDS
                && duration.getNanos() >= 0
                && duration.getNanos() < NANOS;
        if (!fine) {
            throw new UnreadableAnswer("a duration is out of range: " + duration.getSeconds() + " s");
        }
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    static com.google.protobuf.Duration wire(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }
}
