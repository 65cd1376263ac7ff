package io.partita.provider.sandbox.synchronizer;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times in microseconds since the epoch, and their other forms. */
public final class Times {

    private static final long MICROS = 1_000_000;

    private Times() {}

    /** The protobuf form. */
    public static Timestamp timestamp(long micros) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(micros, MICROS))
                .setNanos((int) Math.floorMod(micros, MICROS) * 1_000)
                .build();
    }

    /** The time that a protobuf timestamp means. */
    public static long micros(Timestamp timestamp) {
        return timestamp.getSeconds() * MICROS + timestamp.getNanos() / 1_000;
    }

    /** The text form of RFC 3339. */
    public static String text(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000)
                .toString();
    }
}
