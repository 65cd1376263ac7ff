package io.partita.core.provider;

import io.partita.core.model.HostingMapping;
import java.time.Instant;
import java.util.Optional;

/**
 * A mapping as a participant store holds it.
 *
 * @param mapping the mapping; without hosts for a removal
 * @param validFrom when it became effective
 * @param validUntil when it ended; present in a head-state answer means that it is changing and has to be read again
 * @param transactionHash lower-case hex of the multihash
 */
public record HostingState(
        HostingMapping mapping, Instant validFrom, Optional<Instant> validUntil, String transactionHash) {}
