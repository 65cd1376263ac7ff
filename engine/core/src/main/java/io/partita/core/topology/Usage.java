package io.partita.core.topology;

import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.Objects;

/**
 * Whether a party was ever used on the synchronizer.
 *
 * @param verdict what was found
 * @param evidence what each host showed, in a fixed order
 * @param complete for {@link Verdict#UNUSED} the hosts with the whole history, at least one, sorted by name; empty
 *     otherwise
 */
public record Usage(Verdict verdict, List<Evidence> evidence, List<CompleteHost> complete) {

    /** What the hosts together say. */
    public enum Verdict {
        /** Proved: no active contract and no transaction on any host, and at least one host has the whole history. */
        UNUSED,
        /** A contract or a transaction was found. */
        USED,
        /** Nothing was found, but a host could not be asked. */
        UNANSWERED,
        /** Nothing was found, but no host has the whole history. */
        HISTORY_INCOMPLETE,
        /** Nothing was found, but transactions stay in flight on a host. */
        IN_FLIGHT
    }

    /**
     * A host whose history is complete and shows nothing.
     *
     * @param participant the host
     * @param upToOffset nothing up to and including this offset
     * @param prunedUpTo what was pruned there lies before the party existed
     */
    public record CompleteHost(ParticipantName participant, long upToOffset, long prunedUpTo) {}

    public Usage {
        Objects.requireNonNull(verdict, "verdict");
        evidence = List.copyOf(evidence);
        complete = List.copyOf(complete);
    }
}
