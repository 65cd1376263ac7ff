package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Registration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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
        return FailedCall.orDiagnostic(declared, participant::status)
                .then(status -> active(declared, status))
                .then(status -> FailedCall.orDiagnostic(declared, participant::registrations)
                        .then(registrations -> synchronizer(declared, participant, registrations)
                                .then(synchronizer -> FailedCall.orDiagnostic(
                                        declared,
                                        () -> rest(declared, participant, status, registrations, synchronizer)))));
    }

    private static Checked<ParticipantStatus> active(DeclaredParticipant declared, ParticipantStatus status) {
        if (status.activity() == ParticipantStatus.Activity.ACTIVE) {
            return Checked.of(status);
        }
        ParticipantName name = declared.name().value();
        return Checked.failed(Diagnostic.refusal("passive-replica", name + " is a passive replica")
                .because("only the active replica of a participant answers for its topology and its ledger")
                .fix("point the endpoints of " + name + " at the active replica")
                .about(name.name())
                .at(declared.name().range()));
    }

    private Checked<PhysicalSynchronizerId> synchronizer(
            DeclaredParticipant declared, Participant participant, List<Registration> registrations) {
        try {
            return Checked.of(participant.synchronizer(alias.value()));
        } catch (CallFailed e) {
            ParticipantName name = declared.name().value();
            if (e.failure().kind() != CallFailure.Kind.NOT_FOUND) {
                return Checked.failed(FailedCall.diagnostic(name, e.failure())
                        .at(declared.name().range()));
            }
            String known = registrations.stream()
                    .map(registration -> "'" + registration.alias() + "'")
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Checked.failed(
                    Diagnostic.error("unknown-synchronizer", name + " knows no synchronizer '" + alias.value() + "'")
                            .because(
                                    known.isEmpty()
                                            ? name + " is registered with no synchronizer"
                                            : name + " is registered with " + known)
                            .fix("declare the alias that the participants use, or register " + name + " with it")
                            .about(name.name())
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
