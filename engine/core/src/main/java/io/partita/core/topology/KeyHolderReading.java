package io.partita.core.topology;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.SigningKey;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Asks every declared participant for the keys of namespaces that are no participant's own. */
public final class KeyHolderReading {

    private final Network network;
    private final CurrentTopology topology;
    private final ParallelReads parallel;

    public KeyHolderReading(Network network, CurrentTopology topology, ParallelReads parallel) {
        this.network = Objects.requireNonNull(network, "network");
        this.topology = Objects.requireNonNull(topology, "topology");
        this.parallel = Objects.requireNonNull(parallel, "parallel");
    }

    /**
     * Who holds a key of each namespace, sorted by participant; nobody for a namespace whose keys are elsewhere.
     *
     * @param namespaces ordinary ones. Of one that the topology does not know, the root key is asked for
     */
    public Checked<SortedMap<Fingerprint, List<KeyHolder>>> read(Collection<NamespaceState> namespaces) {
        return parallel.all(namespaces, this::holders).map(all -> {
            SortedMap<Fingerprint, List<KeyHolder>> byNamespace = new TreeMap<>();
            int next = 0;
            for (NamespaceState state : namespaces) {
                byNamespace.put(state.namespace(), all.get(next++));
            }
            return byNamespace;
        });
    }

    private Checked<List<KeyHolder>> holders(NamespaceState state) {
        List<KeyHolder> holders = new ArrayList<>();
        for (CurrentParticipant participant : topology.participants().values()) {
            Checked<Optional<SigningKey>> held = held(participant, state);
            if (!held.isPresent()) {
                return Checked.failed(held.diagnostics());
            }
            held.value().ifPresent(key -> holders.add(new KeyHolder(participant.name(), key)));
        }
        return Checked.of(List.copyOf(holders));
    }

    /** Its own key before one that it delegates to: that one signs whatever becomes of delegations. */
    private Checked<Optional<SigningKey>> held(CurrentParticipant current, NamespaceState state) {
        Participant participant = network.participant(current.name());
        Fingerprint root = state.namespace();
        SortedSet<Fingerprint> keys = state.keys();
        return CallDiagnostics.read(current.declared(), () -> {
            if (keys.isEmpty() || keys.contains(root)) {
                Optional<SigningKey> own = participant.heldKey(root);
                if (own.isPresent()) {
                    return own;
                }
            }
            for (Fingerprint key : keys) {
                if (!key.equals(root)) {
                    Optional<SigningKey> delegated = participant.heldKey(key);
                    if (delegated.isPresent()) {
                        return delegated;
                    }
                }
            }
            return Optional.empty();
        });
    }
}
