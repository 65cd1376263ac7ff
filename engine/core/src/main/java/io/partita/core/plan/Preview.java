package io.partita.core.plan;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a plan was made from when no participant was asked.
 *
 * @param recorded when the participants said what the snapshot holds
 * @param snapshot the hash of the snapshot, lower-case hex
 */
public record Preview(Instant recorded, String snapshot) {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public Preview {
        Objects.requireNonNull(recorded, "recorded");
        if (!HASH.matcher(snapshot).matches()) {
            throw new IllegalArgumentException("not the hash of a snapshot: " + snapshot);
        }
    }
}
