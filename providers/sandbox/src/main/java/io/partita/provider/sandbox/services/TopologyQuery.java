package io.partita.provider.sandbox.services;

import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.BaseResult;
import io.partita.provider.sandbox.node.ParticipantNode;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.provider.sandbox.topology.MappingKey;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.topology.TopologyStore;
import io.partita.provider.sandbox.topology.TopologyStore.Standing;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a base query asks for: which store, what standing, which operation, at what time (wire.md 3). */
final class TopologyQuery {

    private final ParticipantNode node;
    private final BaseQuery query;
    private final Stores stores;
    private final boolean readable;

    /** Reads a base query; fails where Canton does. */
    TopologyQuery(ParticipantNode node, boolean given, BaseQuery query) {
        this.node = node;
        this.query = query;
        this.stores = new Stores(node);
        if (!given) {
            throw CantonError.undecodable("FieldNotSet(base_query)").exception();
        }
        if (query.getTimeQueryCase() == BaseQuery.TimeQueryCase.TIMEQUERY_NOT_SET) {
            throw CantonError.undecodable("FieldNotSet(time_query)").exception();
        }
        // The authorized store of a participant holds nothing that the procedure reads.
        this.readable = !query.hasStore() || stores.require(query.getStore()) == Stores.Kind.SYNCHRONIZER;
    }

    /** Transactions of a kind that the query asks for, oldest first. */
    Stream<StoredTransaction> ofKind(MappingCase kind) {
        return readable ? store().ofKind(kind, standing()).stream().filter(this::asked) : Stream.empty();
    }

    /** Transactions of one key that the query asks for, oldest first. */
    Stream<StoredTransaction> ofKey(MappingKey key) {
        return readable ? store().ofKey(key, standing()).stream().filter(this::asked) : Stream.empty();
    }

    private TopologyStore store() {
        return node.synchronizer().topology().store();
    }

    private Standing standing() {
        return query.getProposals() ? Standing.PROPOSED : Standing.AUTHORIZED;
    }

    private boolean asked(StoredTransaction stored) {
        return operationAsked(stored) && signerAsked(stored) && timeAsked(stored);
    }

    private boolean operationAsked(StoredTransaction stored) {
        return query.getOperation() == TopologyChangeOp.TOPOLOGY_CHANGE_OP_UNSPECIFIED
                || query.getOperation() == stored.signed().transaction().getOperation();
    }

    private boolean signerAsked(StoredTransaction stored) {
        return query.getFilterSignedKey().isEmpty()
                || stored.signed().signers().stream().anyMatch(key -> key.startsWith(query.getFilterSignedKey()));
    }

    private boolean timeAsked(StoredTransaction stored) {
        long now = node.topology().now();
        switch (query.getTimeQueryCase()) {
            case HEAD_STATE:
                return stored.inForce(now, node.processed());
            case SNAPSHOT:
                return stored.inForce(Math.min(now, Times.micros(query.getSnapshot())), node.processed());
            case RANGE:
                return stored.knownAt(node.processed()) && stored.effective() < now && inRange(stored);
            case TIMEQUERY_NOT_SET:
            default:
                return false;
        }
    }

    private boolean inRange(StoredTransaction stored) {
        BaseQuery.TimeRange range = query.getRange();
        boolean afterFrom = !range.hasFrom() || stored.effective() >= Times.micros(range.getFrom());
        boolean beforeUntil = !range.hasUntil() || stored.effective() <= Times.micros(range.getUntil());
        return afterFrom && beforeUntil;
    }

    /** When a transaction ceases to be in force, as this node knows; empty = never. */
    Optional<Long> end(StoredTransaction stored) {
        long end = stored.end(node.processed());
        return end == Long.MAX_VALUE ? Optional.empty() : Optional.of(end);
    }

    /** What an answer says about a transaction. */
    BaseResult context(StoredTransaction stored) {
        BaseResult.Builder context = BaseResult.newBuilder()
                .setStore(stores.synchronizer())
                .setSequenced(Times.timestamp(stored.sequenced()))
                .setValidFrom(Times.timestamp(stored.effective()))
                .setOperation(stored.signed().transaction().getOperation())
                .setTransactionHash(stored.signed().hash())
                .setSerial(stored.signed().serial())
                .addAllSignedByFingerprints(stored.signed().signerList());
        end(stored).ifPresent(end -> context.setValidUntil(Times.timestamp(end)));
        return context.build();
    }

    /** A filter on an id: a whole identifier, and where it is given a prefix of the namespace; empty = all. */
    static Predicate<String> uid(String filter) {
        if (filter.isEmpty()) {
            return uid -> true;
        }
        int split = filter.indexOf("::");
        if (split < 0) {
            return uid -> uid.startsWith(filter + "::");
        }
        return split == 0 ? uid -> uid.contains(filter) : uid -> uid.startsWith(filter);
    }

    /** The key of a kind whose subject is a full id, if the filter is one. */
    static Optional<MappingKey> exact(MappingCase kind, String filter) {
        int split = filter.indexOf("::");
        boolean full = split > 0 && filter.length() - split - 2 == FINGERPRINT_LENGTH;
        return full ? Optional.of(new MappingKey(kind, filter)) : Optional.empty();
    }

    private static final int FINGERPRINT_LENGTH = 68;

    /** Mappings of the matching transactions, with what is said about them. */
    record Match(BaseResult context, TopologyMapping mapping) {}

    /** Matching transactions of a kind. */
    List<Match> matches(Stream<StoredTransaction> transactions, Predicate<TopologyMapping> filter) {
        return transactions
                .filter(stored -> filter.test(stored.signed().mapping()))
                .map(stored -> new Match(context(stored), stored.signed().mapping()))
                .toList();
    }
}
