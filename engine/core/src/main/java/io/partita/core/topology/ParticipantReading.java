package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import java.util.Comparator;
import java.util.List;

/** Reads one participant. */
final class ParticipantReading {

    private final Network network;
    private final Declared<String> alias;

    ParticipantReading(Network network, Declared<String> alias) {
        this.network = network;
        this.alias = alias;
    }

    Checked<CurrentParticipant> read(DeclaredParticipant declared) {
        Participant participant = network.participant(declared.name().value());
        return CallDiagnostics.read(declared, participant::status)
                .then(status -> active(declared, status))
                .then(status -> CallDiagnostics.read(declared, participant::registrations)
                        .then(registrations -> synchronizer(declared, participant, registrations)
                                .then(synchronizer -> CallDiagnostics.read(
                                        declared,
                                        () -> rest(declared, participant, status, registrations, synchronizer)))));
    }

    private static Checked<ParticipantStatus> active(DeclaredParticipant declared, ParticipantStatus status) {
        ParticipantName name = declared.name().value();
        return ParticipantHealth.activity(name, status.activity())
                .map(passive -> Checked.<ParticipantStatus>failed(
                        passive.diagnostic(name, Use.PLAN).at(declared.name().range())))
                .orElse(Checked.of(status));
    }

    private Checked<PhysicalSynchronizerId> synchronizer(
            DeclaredParticipant declared, Participant participant, List<Registration> registrations) {
        try {
            return Checked.of(participant.synchronizer(alias.value()));
        } catch (CallFailed e) {
            ParticipantName name = declared.name().value();
            if (e.failure().kind() != CallFailure.Kind.NOT_FOUND) {
                return Checked.failed(CallDiagnostics.reading(name, e.failure())
                        .at(declared.name().range()));
            }
            return Checked.failed(ParticipantHealth.unknownSynchronizer(name, alias.value(), registrations)
                    .diagnostic(name, Use.PLAN)
                    .classed(DiagnosticClass.ERROR)
                    .at(alias.range())
                    .answering(e.failure().answered()));
        }
    }

    private static CurrentParticipant rest(
            DeclaredParticipant declared,
            Participant participant,
            ParticipantStatus status,
            List<Registration> registrations,
            PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        return new CurrentParticipant(
                declared,
                status,
                participant.replication(),
                synchronizer,
                registrations.stream()
                        .sorted(Comparator.comparing(Registration::alias))
                        .toList(),
                participant.vettedPackages(synchronizer, status.id()),
                participant.pruningSchedule(),
                participant.ledgerEnd(),
                participant.prunedUpTo());
    }
}
