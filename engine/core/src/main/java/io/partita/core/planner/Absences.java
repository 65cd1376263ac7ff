package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.health.Absence;
import io.partita.core.health.HealthProblem;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.topology.AbsenceReading;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.PartyResolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Why participants that have to be there are not connected, by what the others show of them. Each is looked at once,
 * whoever asks.
 */
final class Absences {

    private final String alias;
    private final CurrentTopology topology;
    private final Network network;
    private final Map<ParticipantName, Optional<Absence>> known = new ConcurrentHashMap<>();
    private final Map<ParticipantName, Optional<Diagnostic>> told = new ConcurrentHashMap<>();
    private final Declaration declaration;
    private Optional<Map<PartyId, String>> names = Optional.empty();

    Absences(Declaration declaration, CurrentTopology topology, Network network) {
        this.alias = declaration.synchronizer().value();
        this.topology = topology;
        this.network = network;
        this.declaration = declaration;
    }

    private Optional<ParticipantId> id(ParticipantName name) {
        return Optional.ofNullable(topology.participants().get(name)).map(CurrentParticipant::id);
    }

    /** Empty when it is connected as it should be. */
    Optional<Diagnostic> of(CurrentParticipant participant) {
        return told.computeIfAbsent(participant.name(), name -> tell(participant));
    }

    private Optional<Diagnostic> tell(CurrentParticipant participant) {
        return ParticipantHealth.connection(participant.name(), alias, participant.registrations(), Optional.empty())
                .map(problem -> byOthers(participant).orElse(problem))
                .map(problem -> problem.diagnostic(participant.name(), Use.PLAN));
    }

    /** Whether every participant is connected, so that nobody lacks anything for being away. */
    boolean isNobodyAway() {
        return topology.participants().values().stream().allMatch(participant -> participant.isConnectedTo(alias));
    }

    /**
     * Why participants that are away and host a party as it is declared must not be connected: they lack contracts of it
     * from when they became hosts, or nobody could be asked whether they do. Nothing of the hosting shows that.
     *
     * @param repaired of whom a person says that nobody is at it
     */
    List<Diagnostic> lacking(PartyDifference difference, Set<ParticipantName> repaired) {
        return difference.declared().hosts().stream()
                .map(host -> topology.participant(host.participant().value()))
                .filter(host ->
                        !repaired.contains(host.name()) && !host.isConnectedTo(alias) && difference.isPlainHost(host))
                .filter(host -> absence(host)
                        .map(absence -> absence.missed().contains(difference.party())
                                || absence.unanswered().contains(difference.party()))
                        .orElse(true))
                .flatMap(host -> of(host).stream()
                        .map(found -> found.at(host.declared().name().range())))
                .toList();
    }

    private Optional<HealthProblem> byOthers(CurrentParticipant participant) {
        return absence(participant)
                .flatMap(absence -> ParticipantHealth.away(
                        participant.name(), alias, participant.registrations(), absence, this::called));
    }

    private Optional<Absence> absence(CurrentParticipant participant) {
        return known.computeIfAbsent(participant.name(), name -> look(participant));
    }

    /**
     * Empty where nobody can say more than the participant itself: what is said without it is true as well, and says to
     * look before it is connected.
     */
    private Optional<Absence> look(CurrentParticipant participant) {
        AbsenceReading.View reader = view(topology.participant(topology.reader()));
        AbsenceReading.View away = view(participant);
        try {
            return Optional.of(
                    new AbsenceReading(reader, topology.connected(alias, network)).of(participant.id(), away));
        } catch (CallFailed unanswered) {
            return Optional.empty();
        }
    }

    private AbsenceReading.View view(CurrentParticipant participant) {
        return new AbsenceReading.View(network.participant(participant.name()), topology.synchronizer());
    }

    private String called(PartyId party) {
        return names().getOrDefault(party, party.toString());
    }

    /** Made when somebody is away and something is said of it: there may be very many parties. */
    private synchronized Map<PartyId, String> names() {
        if (names.isEmpty()) {
            Map<PartyId, String> made = new HashMap<>();
            for (DeclaredParty party : declaration.parties()) {
                PartyResolution.find(party, this::id)
                        .ifPresent(id -> made.putIfAbsent(id, party.name().value()));
            }
            names = Optional.of(made);
        }
        return names.get();
    }
}
