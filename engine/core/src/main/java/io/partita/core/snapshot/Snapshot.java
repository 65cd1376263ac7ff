package io.partita.core.snapshot;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.NamespaceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the participants of one declaration said of one synchronizer: everything that planning may ask, so that another
 * declaration about them can be planned from it as well.
 *
 * @param recorded when
 * @param synchronizer of which synchronizer
 * @param participants who said it, each by its name in the declaration
 * @param namespaces whose signatures count for the namespaces of the recorded parties and of the participants, and for
 *     the owners of the shared ones
 * @param complete namespaces all of whose parties are recorded: another party of one of them was never hosted
 * @param parties everything that is known of parties; one without a history was never hosted
 */
public record Snapshot(
        Instant recorded,
        RecordedSynchronizer synchronizer,
        SortedMap<ParticipantName, RecordedParticipant> participants,
        SortedMap<Fingerprint, NamespaceState> namespaces,
        SortedSet<Fingerprint> complete,
        SortedMap<PartyId, RecordedParty> parties) {

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    /**
     * The synchronizer of a snapshot.
     *
     * @param alias how the declaration calls it
     * @param id the same on every participant
     * @param decisionTimeout confirmation response timeout plus mediator reaction timeout
     */
    public record RecordedSynchronizer(String alias, PhysicalSynchronizerId id, Duration decisionTimeout) {
        public RecordedSynchronizer {
            Objects.requireNonNull(alias, "alias");
            Objects.requireNonNull(id, "id");
            if (decisionTimeout.isNegative() || decisionTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("no synchronizer has a decision timeout of " + decisionTimeout);
            }
        }
    }

    public Snapshot {
        Objects.requireNonNull(recorded, "recorded");
        Objects.requireNonNull(synchronizer, "synchronizer");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        namespaces = Collections.unmodifiableSortedMap(new TreeMap<>(namespaces));
        complete = Collections.unmodifiableSortedSet(new TreeSet<>(complete));
        parties = Collections.unmodifiableSortedMap(new TreeMap<>(parties));
        for (RecordedParty party : parties.values()) {
            requireKnown(party, participants);
        }
    }

    private static void requireKnown(RecordedParty party, SortedMap<ParticipantName, RecordedParticipant> known) {
        for (SortedMap<ParticipantName, ?> uses : List.of(party.hosts(), party.others())) {
            for (ParticipantName name : uses.keySet()) {
                if (!known.containsKey(name)) {
                    throw new IllegalArgumentException(
                            party.party() + " has something of " + name + ", which is no participant of the snapshot");
                }
            }
        }
    }
}
