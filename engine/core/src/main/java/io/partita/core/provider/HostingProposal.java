package io.partita.core.provider;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A mapping that still lacks signatures.
 *
 * @param mapping what is proposed
 * @param transactionHash lower-case hex of the multihash
 * @param signedBy fingerprints of the keys that have signed, sorted
 */
public record HostingProposal(HostingMapping mapping, String transactionHash, SortedSet<Fingerprint> signedBy) {
    public HostingProposal {
        signedBy = Collections.unmodifiableSortedSet(new TreeSet<>(signedBy));
    }
}
