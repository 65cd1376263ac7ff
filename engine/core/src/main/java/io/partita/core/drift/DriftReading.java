package io.partita.core.drift;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.topology.CurrentTopology;
import io.partita.core.topology.ParallelReads;
import io.partita.core.topology.Pause;
import io.partita.core.topology.TopologyReading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads how the declared parties are hosted, and in which points that is not as expected. Reads only. */
public final class DriftReading {

    private final Network network;
    private final Pause pause;

    /** @param pause how time passes between two reads of something that changes */
    public DriftReading(Network network, Pause pause) {
        this.network = Objects.requireNonNull(network, "network");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /**
     * @param declaration one that has passed the checks of the model
     * @param applied what former runs made of parties
     */
    public Checked<Drift> read(Declaration declaration, AppliedHostings applied) {
        try (ParallelReads parallel = new ParallelReads()) {
            return new TopologyReading(network, parallel, pause)
                    .read(declaration)
                    .then(topology -> parallel.all(
                                    distinct(declaration, topology), party -> compared(party, topology, applied))
                            .map(parties -> new Drift(
                                    declaration.synchronizer().value(),
                                    topology.reader(),
                                    names(topology),
                                    signers(declaration, topology),
                                    parties)));
        }
    }

    /** In the order of the declaration. A party that is declared twice is compared once; planning says that it is. */
    private static Collection<DeclaredParty> distinct(Declaration declaration, CurrentTopology topology) {
        Map<PartyId, DeclaredParty> parties = new LinkedHashMap<>();
        declaration.parties().forEach(party -> parties.putIfAbsent(topology.idOf(party), party));
        return parties.values();
    }

    private Checked<PartyDrift> compared(DeclaredParty declared, CurrentTopology topology, AppliedHostings applied) {
        Expectation said = Expectation.of(declared, topology);
        Expectation expected = applied.of(said.party())
                .map(last -> Expectation.of(declared.name().value(), last))
                .orElse(said);
        Optional<HostingState> live = topology.hosting(said.party());
        List<DriftPoint> points = expected.points(live.map(HostingState::mapping));
        PartyDrift.DeclarationAtHand atHand = expected.agreesWith(said)
                ? PartyDrift.DeclarationAtHand.AS_EXPECTED
                : PartyDrift.DeclarationAtHand.OTHERWISE;
        return points.isEmpty()
                ? Checked.of(new PartyDrift(expected, live, points, atHand))
                : history(said.party(), topology)
                        .map(states -> new PartyDrift(
                                expected,
                                live,
                                points.stream()
                                        .map(point -> since(point, expected, states))
                                        .toList(),
                                atHand));
    }

    private Checked<List<HostingState>> history(PartyId party, CurrentTopology topology) {
        Participant reader = network.participant(topology.reader());
        return CallDiagnostics.read(
                topology.participant(topology.reader()).declared(),
                () -> reader.hostingHistory(topology.synchronizer(), party));
    }

    /** From which state on it has been so without a break. */
    private static DriftPoint since(DriftPoint point, Expectation expected, List<HostingState> history) {
        Optional<HostingState> first = Optional.empty();
        for (int at = history.size() - 1; at >= 0; at--) {
            Optional<HostingMapping> mapping = Optional.of(history.get(at).mapping());
            if (!expected.points(mapping).contains(point)) {
                break;
            }
            first = Optional.of(history.get(at));
        }
        return first.map(point::since).orElse(point);
    }

    private static SortedMap<ParticipantId, ParticipantName> names(CurrentTopology topology) {
        SortedMap<ParticipantId, ParticipantName> names = new TreeMap<>();
        topology.participants().forEach((name, participant) -> names.put(participant.id(), name));
        return names;
    }

    private static SortedMap<Fingerprint, String> signers(Declaration declaration, CurrentTopology topology) {
        SortedMap<Fingerprint, String> signers = new TreeMap<>();
        topology.participants()
                .forEach((name, participant) ->
                        signers.putIfAbsent(participant.id().namespace(), name.name()));
        declaration.keys().forEach((name, key) -> signers.putIfAbsent(key.key().fingerprint(), "the key " + name));
        return signers;
    }
}
