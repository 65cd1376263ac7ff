package io.partita.core.topology;

import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A participant as it was read.
 *
 * @param declared its declaration
 * @param status who answered
 * @param replication whether it can export and import
 * @param synchronizer what the declared alias means there
 * @param registrations all of its synchronizers, sorted by alias
 * @param vetted packages vetted on the declared synchronizer, in its own view
 * @param pruning its automatic pruning
 * @param ledgerEnd its ledger end
 * @param prunedUpTo its highest pruned offset, 0 when never pruned
 */
public record CurrentParticipant(
        DeclaredParticipant declared,
        ParticipantStatus status,
        Replication replication,
        PhysicalSynchronizerId synchronizer,
        List<Registration> registrations,
        SortedSet<PackageId> vetted,
        Optional<PruningSchedule> pruning,
        long ledgerEnd,
        long prunedUpTo) {

    public CurrentParticipant {
        registrations = List.copyOf(registrations);
        vetted = Collections.unmodifiableSortedSet(new TreeSet<>(vetted));
    }

    public ParticipantName name() {
        return declared.name().value();
    }

    public ParticipantId id() {
        return status.id();
    }

    /** Whether it is connected to the declared synchronizer. */
    public boolean isConnected() {
        return registrations.stream()
                .anyMatch(registration -> registration.isConnected()
                        && registration.synchronizer().equals(Optional.of(synchronizer)));
    }

    /** Whether it is connected to the synchronizer that is called so. */
    public boolean isConnectedTo(String name) {
        return registrations.stream()
                .anyMatch(registration -> registration.isCalled(name) && registration.isConnected());
    }
}
