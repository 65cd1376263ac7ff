package io.partita.provider.sandbox.topology;

import java.util.List;
import java.util.Optional;

/**
 * The newest topology, including what is authorized but not yet effective: what a new transaction is judged against.
 */
public interface LatestTopology {

    /** The newest authorized transaction of a key; it may be a removal. */
    Optional<SignedTransaction> authorized(MappingKey key);

    /** Pending proposals of a key, oldest first. */
    List<SignedTransaction> proposals(MappingKey key);

    /** Newest authorized delegations of a namespace, also removals. */
    List<SignedTransaction> delegations(String namespace);

    /** Whether a participant hosts any party. */
    boolean hostsParties(String participantUid);

    /** Whether an upgrade of the synchronizer is announced. */
    boolean frozen();

    /** The newest mapping of a key that was not removed. */
    default Optional<SignedTransaction> inForce(MappingKey key) {
        return authorized(key).filter(transaction -> !transaction.removes());
    }
}
