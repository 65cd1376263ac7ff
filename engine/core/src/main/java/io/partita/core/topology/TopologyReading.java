package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Severity;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what a declaration speaks of from the live network. Reads only; every failed call becomes a diagnostic. */
public final class TopologyReading {

    private final Network network;
    private final ParallelReads parallel;
    private final Pause pause;

    public TopologyReading(Network network, ParallelReads parallel, Pause pause) {
        this.network = Objects.requireNonNull(network, "network");
        this.parallel = Objects.requireNonNull(parallel, "parallel");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /** @param declaration one that has passed the checks of the model */
    public Checked<CurrentTopology> read(Declaration declaration) {
        ParticipantReading reading = new ParticipantReading(network, declaration.synchronizer());
        return parallel.all(declaration.participants().values(), reading::read)
                .then(participants -> agreeing(declaration, participants))
                .then(participants -> hostings(declaration, participants));
    }

    private static Checked<SortedMap<ParticipantName, CurrentParticipant>> agreeing(
            Declaration declaration, List<CurrentParticipant> participants) {
        SortedMap<ParticipantName, CurrentParticipant> byName = new TreeMap<>();
        participants.forEach(participant -> byName.put(participant.name(), participant));
        List<Diagnostic> diagnostics = new ArrayList<>(sameIdentity(participants));
        diagnostics.addAll(differentSynchronizers(declaration, participants));
        return Checked.of(byName, diagnostics);
    }

    private static List<Diagnostic> sameIdentity(List<CurrentParticipant> participants) {
        Map<ParticipantId, CurrentParticipant> seen = new HashMap<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (CurrentParticipant participant : participants) {
            CurrentParticipant first = seen.putIfAbsent(participant.id(), participant);
            if (first != null) {
                diagnostics.add(Diagnostic.error(
                                "same-participant",
                                first.name() + " and " + participant.name() + " are the same participant")
                        .because("both answer as " + participant.id())
                        .fix("correct the endpoints of one of them, or declare it once")
                        .about(participant.name().name())
                        .at(participant.declared().name().range()));
            }
        }
        return diagnostics;
    }

    private static List<Diagnostic> differentSynchronizers(
            Declaration declaration, List<CurrentParticipant> participants) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (CurrentParticipant participant : participants) {
            CurrentParticipant first = participants.get(0);
            if (!participant.synchronizer().equals(first.synchronizer())) {
                diagnostics.add(Diagnostic.error(
                                "different-synchronizers",
                                "'" + declaration.synchronizer().value() + "' is not the same synchronizer on "
                                        + first.name() + " and " + participant.name())
                        .because(first.name() + ": " + first.synchronizer() + ", " + participant.name() + ": "
                                + participant.synchronizer())
                        .fix("use an alias that means the same synchronizer everywhere; after an upgrade of the"
                                + " synchronizer connect every participant once")
                        .about(participant.name().name())
                        .at(participant.declared().name().range()));
            }
        }
        return diagnostics;
    }

    private Checked<CurrentTopology> hostings(
            Declaration declaration, SortedMap<ParticipantName, CurrentParticipant> participants) {
        String alias = declaration.synchronizer().value();
        Optional<CurrentParticipant> reader = participants.values().stream()
                .filter(participant -> participant.isConnectedTo(alias))
                .findFirst();
        if (reader.isEmpty()) {
            return Checked.failed(Diagnostic.refusal("not-connected", "no participant is connected to '" + alias + "'")
                    .because("a disconnected participant shows the topology as it was when it was last connected")
                    .fix("connect at least the participants that are to change; if a run was interrupted, resume it")
                    .next(NextCommand.resume())
                    .at(declaration.synchronizer().range()));
        }
        return hostings(declaration, participants, reader.get());
    }

    private Checked<CurrentTopology> hostings(
            Declaration declaration,
            SortedMap<ParticipantName, CurrentParticipant> participants,
            CurrentParticipant reader) {
        DeclaredParticipant declared = reader.declared();
        PhysicalSynchronizerId synchronizer = reader.synchronizer();
        Participant participant = network.participant(reader.name());
        // Beside what the participant takes to answer: there may be as many parties declared as it has to tell of.
        Ahead<SortedMap<PartyId, DeclaredParty>> resolved =
                new ReadsAhead(1).begin(() -> resolved(declaration, participants));
        HostingReading reading = new HostingReading(
                reader.name(),
                failed -> failed.at(declared.name().range()),
                participant,
                synchronizer,
                parallel,
                pause);
        return CallDiagnostics.read(declared, () -> participant.decisionTimeout(synchronizer))
                .then(timeout -> {
                    reading.expecting(declaration.parties().size());
                    return CallDiagnostics.read(declared, resolved::answer)
                            .then(parties -> reading.read(new TreeSet<>(parties.keySet()))
                                    .then(hostings -> resembling(reading, parties, hostings.keySet())
                                            .map(alike -> new CurrentTopology(
                                                    synchronizer,
                                                    timeout,
                                                    reader.name(),
                                                    participants,
                                                    hostings,
                                                    alike))));
                });
    }

    private static SortedMap<PartyId, DeclaredParty> resolved(
            Declaration declaration, SortedMap<ParticipantName, CurrentParticipant> participants) {
        SortedMap<PartyId, DeclaredParty> parties = new TreeMap<>();
        for (DeclaredParty party : declaration.parties()) {
            parties.putIfAbsent(
                    PartyResolution.idOf(party, name -> participants.get(name).id()), party);
        }
        return parties;
    }

    /** Every party is asked for only where one would be made; that nobody answers is only a warning. */
    private static Checked<Map<PartyId, SortedSet<PartyId>>> resembling(
            HostingReading reading, SortedMap<PartyId, DeclaredParty> declared, Set<PartyId> hosted) {
        SortedMap<PartyId, DeclaredParty> made = new TreeMap<>(declared);
        SortedWalk.remove(made.keySet(), hosted);
        if (made.isEmpty()) {
            return Checked.of(Map.of());
        }
        Checked<SortedMap<PartyId, HostingState>> all = reading.everybody();
        if (!all.isPresent()) {
            return Checked.of(
                    Map.of(),
                    all.diagnostics().stream()
                            .map(said -> said.weighing(Severity.WARNING))
                            .toList());
        }
        NewPartyNames names = new NewPartyNames(all.value().values().stream()
                .filter(state -> !state.mapping().hosts().isEmpty())
                .map(state -> state.mapping().party())
                .toList());
        Map<PartyId, SortedSet<PartyId>> alike = new HashMap<>();
        List<Diagnostic> warnings = new ArrayList<>();
        made.forEach((party, by) -> {
            alike.put(party, names.resembling(party));
            warnings.addAll(names.about(by, party));
        });
        return Checked.of(alike, warnings);
    }
}
