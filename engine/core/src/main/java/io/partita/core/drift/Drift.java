package io.partita.core.drift;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All declared parties, as they are expected and as they are.
 *
 * @param synchronizer its alias
 * @param reader the participant whose view of the topology it is
 * @param names declared names of participants, for people
 * @param signers who signs with a key, as people call them, where that is known
 * @param parties in the order of the declaration
 */
public record Drift(
        String synchronizer,
        ParticipantName reader,
        SortedMap<ParticipantId, ParticipantName> names,
        SortedMap<Fingerprint, String> signers,
        List<PartyDrift> parties) {

    public Drift {
        Objects.requireNonNull(synchronizer, "synchronizer");
        Objects.requireNonNull(reader, "reader");
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
        signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
        parties = List.copyOf(parties);
    }

    /** The parties that are not as expected. */
    public List<PartyDrift> drifted() {
        return parties.stream().filter(PartyDrift::isDrifted).toList();
    }
}
