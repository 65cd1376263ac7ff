package io.partita.core.provider;

import io.partita.core.model.TopologyContent;
import io.partita.core.model.TopologyTransaction;
import java.util.Optional;

/**
 * Topology transactions as bytes, written and read on this machine: what is signed outside of all participants is
 * never taken from the one who asks for the signature.
 */
public interface Transactions {

    /** The transaction that makes a mapping the next one of its kind, byte for byte as a participant writes it. */
    TopologyTransaction of(TopologyContent content);

    /**
     * The mapping that a transaction makes; empty when it is none of those that partita signs, or has anything that
     * this release does not know and so cannot show.
     */
    Optional<TopologyContent> read(TopologyTransaction transaction);
}
