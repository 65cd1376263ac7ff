package io.partita.provider.sandbox.node;

import java.util.OptionalLong;

/**
 * The clearing of onboarding flags that a node does by itself (procedure.md 4.3, experiments.md 9.1): the kernel
 * proposes the cleared mapping once the node is connected and the synchronizer's time has passed the safe time, also
 * after a restart. To be used under the lock of the network.
 */
public interface Clearances {

    /** What became of a wish to record. */
    enum Recorded {
        /** There was no record of the party, now there is. */
        NEW,
        /** The same record was there already. */
        SAME,
        /** Another record of the party is there, and stays. */
        CONFLICT
    }

    /**
     * Records durably that the flag of a party on this node is to be cleared. The record of an import has no activation
     * (the mapping is not effective yet); the kernel fills it in when the node sees itself onboarding. The record goes
     * away only when the node sees itself added to the party: a record made after that stays, also when the node is
     * revoked, and is filled in anew by the next onboarding.
     *
     * @param activation effective time of the activation, microseconds; empty in an import
     */
    Recorded record(String party, OptionalLong activation);

    /**
     * Clears the flag when the synchronizer's time has passed {@code safeTime}, without a durable record. Repeating it
     * for a party changes nothing.
     */
    void schedule(String party, long safeTime);

    /**
     * Proposes the cleared mapping now, if this node hosts the party with the flag; the caller has compared the safe
     * time.
     */
    void clear(String party);
}
