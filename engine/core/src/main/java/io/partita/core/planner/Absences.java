package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.health.Absence;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.Declaration;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.PartyResolution;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why participants that have to be there are not connected, by what the others show of them. Each is looked at once,
 * whoever asks.
 */
final class Absences {

    private final Declaration declaration;
    private final String alias;
    private final CurrentTopology topology;
    private final Network network;
    private final Map<ParticipantName, Optional<HealthProblem>> known = new ConcurrentHashMap<>();

    Absences(Declaration declaration, CurrentTopology topology, Network network) {
        this.declaration = declaration;
        this.alias = declaration.synchronizer().value();
        this.topology = topology;
        this.network = network;
    }

    /** Empty when it is connected as it should be. */
    Optional<Diagnostic> of(CurrentParticipant participant) {
        return known.computeIfAbsent(participant.name(), name -> look(participant))
                .map(problem -> problem.diagnostic(participant.name(), Use.PLAN));
    }

    private Optional<HealthProblem> look(CurrentParticipant participant) {
        return ParticipantHealth.connection(participant.name(), alias, participant.registrations(), Optional.empty())
                .map(problem -> byOthers(participant).orElse(problem));
    }

    /** Empty where nobody can say more than the participant itself. */
    private Optional<HealthProblem> byOthers(CurrentParticipant participant) {
        try {
            Absence absence = AbsenceReading.shown(
                    participant.id(),
                    new AbsenceReading.View(network.participant(topology.reader()), topology.synchronizer()),
                    new AbsenceReading.View(network.participant(participant.name()), topology.synchronizer()));
            return ParticipantHealth.away(
                    participant.name(), alias, participant.registrations(), absence, this::called);
        } catch (CallFailed unanswered) {
            // What is said without it is true as well, and says to look before it is connected.
            return Optional.empty();
        }
    }

    private String called(PartyId party) {
        return declaration.parties().stream()
                .filter(declared -> PartyResolution.idOf(
                                declared, name -> topology.participant(name).id())
                        .equals(party))
                .map(declared -> declared.name().value())
                .findFirst()
                .orElseGet(party::toString);
    }
}
