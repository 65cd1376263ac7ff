package io.partita.core.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A topology event that made a participant a host.
 *
 * @param offset on the participant asked
 * @param effective when it became effective
 */
public record Activation(long offset, Instant effective) {

    /** The last of some; empty when there is none. @param all in the order of their offsets */
    public static Optional<Activation> last(List<Activation> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }
}
