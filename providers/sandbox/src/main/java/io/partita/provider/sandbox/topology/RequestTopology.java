package io.partita.provider.sandbox.topology;

import io.partita.proto.protocol.TopologyMapping.MappingCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest topology as later transactions of one request see it: with the earlier ones, on which they may build. */
public final class RequestTopology implements LatestTopology {

    private final LatestTopology base;
    private final Map<MappingKey, SignedTransaction> authorized = new HashMap<>();
    private final Map<MappingKey, List<SignedTransaction>> proposals = new HashMap<>();

    public RequestTopology(LatestTopology base) {
        this.base = base;
    }

    /** Adds a transaction with what was decided on it. */
    public void add(TopologyDecision decision) {
        decision.match(
                full -> {
                    authorized.put(full.transaction().key(), full.transaction());
                    proposals.put(full.transaction().key(), new ArrayList<>());
                    return null;
                },
                pending -> {
                    SignedTransaction transaction = pending.transaction();
                    List<SignedTransaction> others = new ArrayList<>(proposals(transaction.key()));
                    others.removeIf(other -> other.hash().equals(transaction.hash()));
                    others.add(transaction);
                    proposals.put(transaction.key(), others);
                    return null;
                },
                superfluous -> null,
                refused -> null);
    }

    @Override
    public Optional<SignedTransaction> authorized(MappingKey key) {
        SignedTransaction own = authorized.get(key);
        return own != null ? Optional.of(own) : base.authorized(key);
    }

    @Override
    public List<SignedTransaction> proposals(MappingKey key) {
        return proposals.containsKey(key) ? List.copyOf(proposals.get(key)) : base.proposals(key);
    }

    @Override
    public List<SignedTransaction> delegations(String namespace) {
        List<SignedTransaction> all = new ArrayList<>(base.delegations(namespace));
        all.removeIf(transaction -> authorized.containsKey(transaction.key()));
        authorized.values().stream()
                .filter(transaction -> transaction.key().kind() == MappingCase.NAMESPACE_DELEGATION
                        && Mappings.namespace(transaction.mapping()).equals(namespace))
                .forEach(all::add);
        return all;
    }

    @Override
    public boolean hostsParties(String participantUid) {
        return base.hostsParties(participantUid);
    }

    @Override
    public boolean frozen() {
        return base.frozen();
    }
}
