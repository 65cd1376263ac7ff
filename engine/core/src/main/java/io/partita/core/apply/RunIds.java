package io.partita.core.apply;

import io.partita.core.state.RunId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Makes names of runs. */
final class RunIds {

    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    static RunId fresh(Instant start) {
        byte[] tail = new byte[3];
        RANDOM.nextBytes(tail);
        return new RunId(START.format(start) + "-" + HexFormat.of().formatHex(tail));
    }
}
