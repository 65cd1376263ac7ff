package io.partita.provider.sandbox.topology;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The authorized topology as one node knows it: a node that is not connected does not see what was sequenced since.
 *
 * <p>All times are microseconds since the epoch. A change that becomes effective at {@code e} is in force for every
 * time after {@code e}, and not yet at {@code e} itself; pass {@code e + 1} for the state just after an activation. To
 * be used under the lock of the network.
 */
public interface TopologyView {

    /** The time up to which this node knows the topology: use it for "now". */
    long now();

    /** Where a party is hosted at a time; empty if it is unknown or its mapping was removed. */
    Optional<Hosting> hosting(String party, long at);

    /** All parties that a participant hosts at a time, whatever the permission, sorted. */
    SortedSet<String> hostedOn(String participantUid, long at);

    /** All parties known at a time, sorted. */
    SortedSet<String> parties(long at);

    /** What a participant has vetted at a time, also entries outside their validity, in the order of the mapping. */
    List<VettedPackage> vetted(String participantUid, long at);

    /** Serial of a participant's VettedPackages mapping at a time; 0 if there is none. */
    int vettedSerial(String participantUid, long at);

    /**
     * Whether some party of a namespace has a mapping, in force now or proposed, that hosts a participant with the
     * onboarding flag. That is all that Canton's import asks for (procedure.md 4.2).
     */
    boolean onboardingInNamespace(String namespace, String participantUid);

    /** Whether a participant has joined the synchronizer (trust certificate) at a time. */
    boolean joined(String participantUid, long at);

    /**
     * When the last request that was sequenced before an activation is decided for certain: over all intervals of the
     * synchronizer's parameters, (end of the interval, or the activation for the open one) plus its decision timeout;
     * the latest of them (semantics.md 6).
     */
    long safeTime(long activation);

    /** Decision timeout in force at a time: confirmation response plus mediator reaction, microseconds. */
    long decisionTimeout(long at);
}
