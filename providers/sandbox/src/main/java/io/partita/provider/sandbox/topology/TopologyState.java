package io.partita.provider.sandbox.topology;

import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.protocol.SignedTopologyTransaction;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies sequenced transactions to the store: what every node does with them, done once. */
public final class TopologyState {

    private final TopologyStore store;
    private final TopologyRules rules;

    public TopologyState(TopologyStore store, TopologyRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** The store with the outcome of everything that was sequenced. */
    public TopologyStore store() {
        return store;
    }

    /** The rules in force. */
    public TopologyRules rules() {
        return rules;
    }

    /**
     * Applies the transactions of one entry of the log, in order.
     *
     * @return what was stored
     */
    public List<StoredTransaction> apply(
            long index, long sequenced, long effective, List<SignedTopologyTransaction> batch) {
        List<StoredTransaction> outcome = new ArrayList<>();
        for (SignedTopologyTransaction wire : batch) {
            SignedTransaction transaction = read(wire);
            TopologyDecision decision = rules.judge(store, transaction, TopologyRules.ExpectedAuthorization.ANY);
            apply(decision, transaction, index, sequenced, effective).ifPresent(outcome::add);
        }
        return outcome;
    }

    /** Puts the transactions of one entry of the log into force, whoever has signed them. */
    public void begin(long index, long sequenced, long effective, List<SignedTopologyTransaction> batch) {
        for (SignedTopologyTransaction wire : batch) {
            SignedTransaction transaction = read(wire).asProposal(false);
            apply(new TopologyDecision.Authorized(transaction), transaction, index, sequenced, effective);
        }
    }

    private static SignedTransaction read(SignedTopologyTransaction wire) {
        try {
            return SignedTransaction.read(wire);
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException("This is a bug in partita: an undecodable transaction.", damaged);
        }
    }

    private Optional<StoredTransaction> apply(
            TopologyDecision decision, SignedTransaction submitted, long index, long sequenced, long effective) {
        return decision.match(
                authorized -> {
                    MappingKey key = authorized.transaction().key();
                    store.newest(key).ifPresent(before -> store.end(before, index, effective));
                    store.pending(key).forEach(proposal -> store.end(proposal, index, effective));
                    return Optional.of(
                            store.add(index, sequenced, effective, authorized.transaction(), Optional.empty()));
                },
                pending -> {
                    SignedTransaction transaction = pending.transaction();
                    store.pending(transaction.key()).stream()
                            .filter(known -> known.signed().hash().equals(transaction.hash()))
                            .forEach(known -> store.end(known, index, effective));
                    return Optional.of(store.add(index, sequenced, effective, transaction, Optional.empty()));
                },
                superfluous -> Optional.empty(),
                refused -> {
                    StoredTransaction rejected = store.add(
                            index,
                            sequenced,
                            effective,
                            submitted,
                            Optional.of(refused.error().code()));
                    store.end(rejected, index, effective);
                    return Optional.of(rejected);
                });
    }
}
