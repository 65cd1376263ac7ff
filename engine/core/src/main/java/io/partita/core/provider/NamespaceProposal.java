package io.partita.core.provider;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.NamespaceDefinition;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A definition of a decentralized namespace that still lacks signatures.
 *
 * @param definition what is proposed
 * @param transactionHash lower-case hex of the multihash
 * @param signedBy fingerprints of the keys that have signed, sorted
 */
public record NamespaceProposal(
        NamespaceDefinition definition, String transactionHash, SortedSet<Fingerprint> signedBy) {
    public NamespaceProposal {
        signedBy = Collections.unmodifiableSortedSet(new TreeSet<>(signedBy));
    }
}
