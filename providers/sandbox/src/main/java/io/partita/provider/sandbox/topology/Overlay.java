package io.partita.provider.sandbox.topology;

import io.partita.proto.protocol.TopologyMapping.MappingCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A head plus transactions of the same request that come before: so that later ones may build on earlier ones. */
public final class Overlay implements Head {

    private final Head base;
    private final Map<MappingKey, SignedTransaction> authorized = new HashMap<>();
    private final Map<MappingKey, List<SignedTransaction>> proposals = new HashMap<>();

    public Overlay(Head base) {
        this.base = base;
    }

    /** Adds a transaction with its verdict. */
    public void add(Verdict verdict) {
        verdict.match(
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
