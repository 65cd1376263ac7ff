package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.Release;
import java.util.List;
import java.util.Optional;

/**
 * Who a participant is.
 *
 * @param id its id
 * @param release as it reports it; empty when it cannot be read as a version
 * @param releaseText as it reports it
 * @param protocolVersions those that its binary can speak, sorted
 * @param activity whether this replica does the work
 * @param storage where it keeps its data
 */
public record ParticipantStatus(
        ParticipantId id,
        Optional<Release> release,
        String releaseText,
        List<Integer> protocolVersions,
        Activity activity,
        Storage storage) {
    /** Whether a replica is the active one. */
    public enum Activity {
        ACTIVE,
        PASSIVE
    }

    /** Where a participant keeps its data. */
    public enum Storage {
        DATABASE,
        MEMORY,
        /** It does not say. */
        UNTOLD
    }

    public ParticipantStatus {
        protocolVersions = List.copyOf(protocolVersions);
    }
}
