package io.partita.core.provider;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A mapping as a participant store holds it.
 *
 * @param mapping the mapping; without hosts for a removal
 * @param validFrom when it became effective
 * @param validUntil when it ended; present in a head-state answer means that it is changing and has to be read again
 * @param transactionHash lower-case hex of the multihash
 * @param signedBy fingerprints of the keys that have signed it, sorted; none where that is not told
 */
public record HostingState(
        HostingMapping mapping,
        Instant validFrom,
        Optional<Instant> validUntil,
        String transactionHash,
        SortedSet<Fingerprint> signedBy) {

    public HostingState {
        signedBy = Collections.unmodifiableSortedSet(new TreeSet<>(signedBy));
    }

    /** One whose signatures are not told. */
    public HostingState(
            HostingMapping mapping, Instant validFrom, Optional<Instant> validUntil, String transactionHash) {
        this(mapping, validFrom, validUntil, transactionHash, Collections.emptySortedSet());
    }
}
