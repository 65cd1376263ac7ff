package io.partita.core.snapshot;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.PackageVersion;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a participant said of itself.
 *
 * @param name its name in the declaration
 * @param status who answered
 * @param replication whether it can export and import
 * @param registrations its synchronizers, sorted by alias
 * @param vetted packages vetted on the synchronizer, in its own view
 * @param versions names and versions of those of which it tells them; empty when it tells none, or was not asked
 * @param pruning its automatic pruning
 * @param inFlight transactions in flight, read before the ledger end; empty when it was not connected, and then it was
 *     not asked about the use of parties either
 * @param ledgerEnd the offset at which contracts and transactions were looked for
 * @param prunedUpTo its highest pruned offset then, 0 when never pruned
 * @param stored the DARs that provide the packages that were asked for, by their main packages
 * @param providers of every package that was asked for, the main package of the DAR that best provides it
 * @param unprovided packages that were asked for and that no DAR holds
 * @param lastSeen of one that was not connected, the hostings on itself as it saw them last, sorted by party
 * @param heldKeys the keys that it holds for namespaces of parties that are no participant's own, sorted by fingerprint
 */
public record RecordedParticipant(
        ParticipantName name,
        ParticipantStatus status,
        Replication replication,
        List<Registration> registrations,
        SortedSet<PackageId> vetted,
        Optional<SortedMap<PackageId, PackageVersion>> versions,
        Optional<PruningSchedule> pruning,
        Optional<Integer> inFlight,
        long ledgerEnd,
        long prunedUpTo,
        SortedMap<PackageId, RecordedDar> stored,
        SortedMap<PackageId, PackageId> providers,
        SortedSet<PackageId> unprovided,
        List<HostingState> lastSeen,
        List<SigningKey> heldKeys) {

    public RecordedParticipant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(replication, "replication");
        registrations = List.copyOf(registrations);
        vetted = Collections.unmodifiableSortedSet(new TreeSet<>(vetted));
        versions = versions.map(told -> Collections.unmodifiableSortedMap(new TreeMap<>(told)));
        Objects.requireNonNull(pruning, "pruning");
        Objects.requireNonNull(inFlight, "inFlight");
        stored = Collections.unmodifiableSortedMap(new TreeMap<>(stored));
        providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
        unprovided = Collections.unmodifiableSortedSet(new TreeSet<>(unprovided));
        lastSeen = lastSeen.stream()
                .sorted(Comparator.comparing(state -> state.mapping().party()))
                .toList();
        heldKeys = heldKeys.stream()
                .sorted(Comparator.comparing(SigningKey::fingerprint))
                .toList();
        for (var provider : providers.entrySet()) {
            RecordedDar dar = stored.get(provider.getValue());
            if (dar == null || !dar.contents().packages().contains(provider.getKey())) {
                throw new IllegalArgumentException(
                        "no DAR " + provider.getValue() + " that holds " + provider.getKey() + " is recorded");
            }
        }
    }

    /** Whether it was connected to the synchronizer that is called so. */
    boolean isConnectedTo(String name) {
        return registrations.stream()
                .anyMatch(registration -> registration.isCalled(name) && registration.isConnected());
    }
}
