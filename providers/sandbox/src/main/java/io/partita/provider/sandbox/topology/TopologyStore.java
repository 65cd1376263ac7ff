package io.partita.provider.sandbox.topology;

import com.google.protobuf.ByteString;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.TopologyMapping.MappingCase;
import io.partita.provider.sandbox.store.Table;
import io.partita.provider.sandbox.store.WorldStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that was ever sequenced as topology, with its outcome. All nodes decide alike, so there is one store; what
 * a single node knows of it is a question of how far it has processed the log ({@link StoredTransaction#knownAt}).
 */
public final class TopologyStore implements LatestTopology {

    private final Table<Long> transactions;
    private final Table<Long> ends;
    private final Map<MappingKey, History> histories = new HashMap<>();
    private final Map<MappingCase, Map<MappingKey, History>> byKind = new EnumMap<>(MappingCase.class);
    private final Map<ByteString, List<StoredTransaction>> byHash = new HashMap<>();
    private final Map<String, List<History>> delegations = new HashMap<>();
    private final NavigableMap<Long, List<StoredTransaction>> byEffect = new TreeMap<>();
    private long nextId;

    /** Opens the store, with what was kept in it. */
    public TopologyStore(WorldStore store) {
        this.transactions = store.byNumber("synchronizer.topology");
        this.ends = store.byNumber("synchronizer.topology-ends");
        for (Map.Entry<Long, byte[]> entry : transactions.ascending(null)) {
            remember(StoredTransaction.decode(entry.getKey(), entry.getValue()));
        }
        Map<Long, StoredTransaction> byId = new HashMap<>();
        histories.values().forEach(history -> history.all().forEach(stored -> byId.put(stored.id(), stored)));
        for (Map.Entry<Long, byte[]> entry : ends.ascending(null)) {
            ByteBuffer end = ByteBuffer.wrap(entry.getValue());
            byId.get(entry.getKey()).end(end.getLong(), end.getLong());
        }
    }

    /** All that was stored about one key. */
    private static final class History {
        private final List<StoredTransaction> authorized = new ArrayList<>(1);
        private final List<StoredTransaction> proposals = new ArrayList<>(0);
        private final List<StoredTransaction> rejected = new ArrayList<>(0);

        List<StoredTransaction> all() {
            List<StoredTransaction> all = new ArrayList<>(authorized);
            all.addAll(proposals);
            all.addAll(rejected);
            return all;
        }
    }

    StoredTransaction add(
            long index, long sequenced, long effective, SignedTransaction signed, Optional<String> rejection) {
        StoredTransaction stored = new StoredTransaction(nextId, index, sequenced, effective, signed, rejection);
        transactions.put(stored.id(), stored.encode());
        remember(stored);
        return stored;
    }

    void end(StoredTransaction stored, long index, long time) {
        stored.end(index, time);
        ends.put(
                stored.id(),
                ByteBuffer.allocate(16).putLong(index).putLong(time).array());
    }

    private void remember(StoredTransaction stored) {
        nextId = stored.id() + 1;
        History history = histories.get(stored.key());
        if (history == null) {
            history = new History();
            histories.put(stored.key(), history);
            byKind.computeIfAbsent(stored.key().kind(), kind -> new java.util.LinkedHashMap<>())
                    .put(stored.key(), history);
            if (stored.key().kind() == MappingCase.NAMESPACE_DELEGATION) {
                delegations
                        .computeIfAbsent(Mappings.namespace(stored.signed().mapping()), namespace -> new ArrayList<>())
                        .add(history);
            }
        }
        if (stored.rejection().isPresent()) {
            history.rejected.add(stored);
            return;
        }
        byHash.computeIfAbsent(stored.signed().hash(), hash -> new ArrayList<>(1))
                .add(stored);
        if (stored.proposal()) {
            history.proposals.add(stored);
        } else {
            history.authorized.add(stored);
            byEffect.computeIfAbsent(stored.effective(), time -> new ArrayList<>(1))
                    .add(stored);
        }
    }

    /** Authorized transactions of a key, oldest first. */
    public List<StoredTransaction> authorizedHistory(MappingKey key) {
        History history = histories.get(key);
        return history == null ? List.of() : history.authorized;
    }

    /** Authorized transactions of a kind; those of one key stay together, oldest first. */
    public Collection<List<StoredTransaction>> authorizedHistories(MappingCase kind) {
        return byKind.getOrDefault(kind, Map.of()).values().stream()
                .map(history -> history.authorized)
                .toList();
    }

    /** Transactions of a kind that are authorized, or that are proposals, in the order in which they were stored. */
    public List<StoredTransaction> ofKind(MappingCase kind, Standing standing) {
        List<StoredTransaction> all = new ArrayList<>();
        for (History history : byKind.getOrDefault(kind, Map.of()).values()) {
            all.addAll(standing == Standing.PROPOSED ? history.proposals : history.authorized);
        }
        all.sort(java.util.Comparator.comparingLong(StoredTransaction::id));
        return all;
    }

    /** Transactions of a key that are authorized, or that are proposals, in the order in which they were stored. */
    public List<StoredTransaction> ofKey(MappingKey key, Standing standing) {
        History history = histories.get(key);
        if (history == null) {
            return List.of();
        }
        return standing == Standing.PROPOSED ? history.proposals : history.authorized;
    }

    /** Whether transactions are in force or wait for signatures. */
    public enum Standing {
        AUTHORIZED,
        PROPOSED
    }

    /** What was stored with this hash and not rejected, oldest first. */
    public List<StoredTransaction> withHash(ByteString hash) {
        return byHash.getOrDefault(hash, List.of());
    }

    /** Authorized transactions that take effect after one time and not after another, by time. */
    public NavigableMap<Long, List<StoredTransaction>> effectiveBetween(long exclusive, long inclusive) {
        return byEffect.subMap(exclusive, false, inclusive, true);
    }

    /** Effective times after a time, of proposals too, ascending. */
    public List<Long> effectsAfter(long exclusive) {
        return histories.values().stream()
                .flatMap(history -> history.all().stream())
                .map(StoredTransaction::effective)
                .filter(effective -> effective > exclusive)
                .distinct()
                .sorted()
                .toList();
    }

    Optional<StoredTransaction> newest(MappingKey key) {
        List<StoredTransaction> authorized = authorizedHistory(key);
        return authorized.isEmpty() ? Optional.empty() : Optional.of(authorized.get(authorized.size() - 1));
    }

    List<StoredTransaction> pending(MappingKey key) {
        History history = histories.get(key);
        return history == null
                ? List.of()
                : history.proposals.stream().filter(stored -> !stored.ended()).toList();
    }

    @Override
    public Optional<SignedTransaction> authorized(MappingKey key) {
        return newest(key).map(StoredTransaction::signed);
    }

    @Override
    public List<SignedTransaction> proposals(MappingKey key) {
        return pending(key).stream().map(StoredTransaction::signed).toList();
    }

    @Override
    public List<SignedTransaction> delegations(String namespace) {
        List<SignedTransaction> newest = new ArrayList<>();
        for (History history : delegations.getOrDefault(namespace, List.of())) {
            if (!history.authorized.isEmpty()) {
                newest.add(history.authorized.get(history.authorized.size() - 1).signed());
            }
        }
        return newest;
    }

    @Override
    public boolean hostsParties(String participantUid) {
        for (MappingKey key :
                byKind.getOrDefault(MappingCase.PARTY_TO_PARTICIPANT, Map.of()).keySet()) {
            boolean hosted = inForce(key)
                    .map(transaction -> transaction.mapping().getPartyToParticipant().getParticipantsList().stream()
                            .map(HostingParticipant::getParticipantUid)
                            .anyMatch(participantUid::equals))
                    .orElse(false);
            if (hosted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean frozen() {
        return byKind.getOrDefault(MappingCase.SYNCHRONIZER_UPGRADE_ANNOUNCEMENT, Map.of()).keySet().stream()
                .anyMatch(key -> inForce(key).isPresent());
    }
}
