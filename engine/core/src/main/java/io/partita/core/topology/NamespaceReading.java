package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Fingerprint;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads whose signatures count for namespaces, in the store of the participant that told the hostings. */
public final class NamespaceReading {

    private final Network network;
    private final CurrentTopology topology;
    private final ParallelReads parallel;

    public NamespaceReading(Network network, CurrentTopology topology, ParallelReads parallel) {
        this.network = Objects.requireNonNull(network, "network");
        this.topology = Objects.requireNonNull(topology, "topology");
        this.parallel = Objects.requireNonNull(parallel, "parallel");
    }

    /** The namespaces, and those of their owners that are no declared participant's own. */
    public Checked<SortedMap<Fingerprint, NamespaceState>> read(SortedSet<Fingerprint> namespaces) {
        return all(namespaces)
                .then(found -> all(ownersElsewhere(found)).map(owners -> {
                    owners.putAll(found);
                    return owners;
                }));
    }

    private SortedSet<Fingerprint> ownersElsewhere(SortedMap<Fingerprint, NamespaceState> found) {
        SortedSet<Fingerprint> owners = new TreeSet<>();
        found.values().forEach(state -> owners.addAll(state.owners()));
        owners.removeIf(
                owner -> found.containsKey(owner) || topology.ownerOf(owner).isPresent());
        return owners;
    }

    private Checked<SortedMap<Fingerprint, NamespaceState>> all(Collection<Fingerprint> namespaces) {
        CurrentParticipant reader = topology.participant(topology.reader());
        Participant participant = network.participant(reader.name());
        return parallel.all(
                        namespaces,
                        namespace -> CallDiagnostics.read(
                                reader.declared(), () -> participant.namespace(topology.synchronizer(), namespace)))
                .map(states -> {
                    SortedMap<Fingerprint, NamespaceState> byNamespace = new TreeMap<>();
                    states.forEach(state -> byNamespace.put(state.namespace(), state));
                    return byNamespace;
                });
    }
}
