package io.partita.provider.sandbox.contracts;

import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.store.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * The contracts of one participant, active and archived, in the order of their creation here. To be used under the lock
 * of the network.
 *
 * <p>A contract has an ordinal. Ordinals below {@link #visible} are contracts of the ledger; above it an import may
 * have staged contracts, which nobody sees until {@link #reveal}. What is left of an import that never ended is
 * overwritten by the next contract.
 */
public final class ContractStore {

    private static final String VISIBLE = "visible";

    private final Table<Long> rows;
    private final Table<String> ordinals;
    private final Table<Long> archivals;
    private final Table<String> stakes;
    private final Table<Long> ranges;
    private final Table<Long> seeds;
    private final Table<String> counters;
    private final Function<String, Optional<LfPackage>> packages;
    private final List<ContractSeed> knownSeeds = new ArrayList<>();

    public ContractStore(Node node, Function<String, Optional<LfPackage>> packages) {
        this.rows = node.numberedTable("contracts");
        this.ordinals = node.table("contract-ordinals");
        this.archivals = node.numberedTable("contract-archivals");
        this.stakes = node.table("contract-stakes");
        this.ranges = node.numberedTable("contract-ranges");
        this.seeds = node.numberedTable("contract-seeds");
        this.counters = node.table("contract-counters");
        this.packages = packages;
        for (Map.Entry<Long, byte[]> entry : seeds.ascending(null)) {
            knownSeeds.add(ContractSeed.decode(entry.getValue()));
        }
    }

    /** The first ordinal that is not a contract of the ledger. */
    public long visible() {
        return counters.find(VISIBLE).map(ContractStore::number).orElse(0L);
    }

    /** Makes all contracts below an ordinal part of the ledger. */
    public void reveal(long ordinal) {
        counters.put(VISIBLE, bytes(ordinal));
    }

    /** The contract with an id, if this participant knows it, active or not. */
    public Optional<StoredContract> find(String contractId) {
        Optional<Long> ordinal = ordinals.find(contractId).map(ContractStore::number);
        if (ordinal.isPresent() && ordinal.get() < visible()) {
            Optional<StoredContract> found = at(ordinal.get());
            if (found.isPresent() && found.get().contract().id().equals(contractId)) {
                return found;
            }
        }
        return findSeeded(contractId);
    }

    private Optional<StoredContract> findSeeded(String contractId) {
        byte[] discriminator = ContractIds.discriminatorOf(contractId);
        if (discriminator == null) {
            return Optional.empty();
        }
        for (ContractSeed seed : knownSeeds) {
            OptionalLong index = seed.indexOf(discriminator);
            if (index.isPresent()) {
                long first = number(counters.find("seed-" + seed.number()).orElseThrow());
                return at(first + index.getAsLong())
                        .filter(found -> found.contract().id().equals(contractId));
            }
        }
        return Optional.empty();
    }

    /** The contract with an ordinal, whether visible or not. */
    public Optional<StoredContract> at(long ordinal) {
        Optional<byte[]> row = rows.find(ordinal);
        if (row.isPresent()) {
            return Optional.of(ContractRow.decode(ordinal, row.get(), archivedOffset(ordinal)));
        }
        return rangeOf(ordinal).map(range -> seeded(range, ordinal));
    }

    Optional<SeedRange> rangeOf(long ordinal) {
        return ranges.floor(ordinal)
                .map(base -> SeedRange.decode(base, ranges.find(base).orElseThrow()))
                .filter(range -> range.contains(ordinal));
    }

    ContractSeed seed(int number) {
        return knownSeeds.stream()
                .filter(seed -> seed.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private StoredContract seeded(SeedRange range, long ordinal) {
        int position = (int) (ordinal - range.base());
        Contract contract = seed(range.seed()).contract(range.from() + position, range.createdAt(), packages);
        OptionalLong archived = range.archivedOffset() != 0 ? range.archived() : archivedOffset(ordinal);
        return new StoredContract(ordinal, contract, range.createdOffset(), position, "", 0, archived);
    }

    private OptionalLong archivedOffset(long ordinal) {
        return archivals
                .find(ordinal)
                .map(bytes -> OptionalLong.of(number(bytes)))
                .orElse(OptionalLong.empty());
    }

    /** Adds a contract that is part of the ledger at once. */
    public void add(Contract contract, long createdOffset, int nodeId, String workflowId) {
        long ordinal = visible();
        stage(ordinal, contract, createdOffset, nodeId, workflowId, 0);
        reveal(ordinal + 1);
    }

    /** Writes a contract above the visible ones, or over what an import left there. */
    public void stage(
            long ordinal,
            Contract contract,
            long createdOffset,
            int nodeId,
            String workflowId,
            long reassignmentCounter) {
        rows.put(ordinal, ContractRow.encode(contract, createdOffset, nodeId, workflowId, reassignmentCounter));
        archivals.remove(ordinal);
        ordinals.put(contract.id(), bytes(ordinal));
        for (String party : contract.stakeholders()) {
            stakes.put(StakeKey.of(party, ordinal), new byte[0]);
        }
    }

    /** Throws away staged contracts, some at a time. Returns true when none is left. */
    public boolean discardStaged(int most) {
        long first = visible();
        List<Long> staged = new ArrayList<>();
        for (Map.Entry<Long, byte[]> entry : rows.ascending(first)) {
            if (staged.size() == most) {
                break;
            }
            staged.add(entry.getKey());
        }
        staged.forEach(this::forget);
        return staged.size() < most;
    }

    private void forget(long ordinal) {
        Contract contract = at(ordinal).orElseThrow().contract();
        boolean own = ordinals.find(contract.id()).map(ContractStore::number).equals(Optional.of(ordinal));
        if (own) {
            ordinals.remove(contract.id());
        }
        for (String party : contract.stakeholders()) {
            stakes.remove(StakeKey.of(party, ordinal));
        }
        archivals.remove(ordinal);
        rows.remove(ordinal);
    }

    /** Marks a contract as archived by the update at an offset. */
    public void archive(long ordinal, long offset) {
        archivals.put(ordinal, bytes(offset));
    }

    /** Adds contracts of a seed; all ranges of one seed follow each other. */
    public void addSeeded(ContractSeed seed, long from, int size, long createdOffset, long createdAt) {
        if (seeds.find((long) seed.number()).isEmpty()) {
            seeds.put((long) seed.number(), seed.encode());
            knownSeeds.add(seed);
            counters.put("seed-" + seed.number(), bytes(visible() - from));
        }
        long base = visible();
        ranges.put(base, new SeedRange(base, seed.number(), from, size, createdOffset, createdAt, 0).encode());
        reveal(base + size);
    }

    /** Archives a whole range of a seed. Nothing happens if this participant has none of it. */
    public void archiveSeeded(ContractSeed seed, long from, long offset) {
        counters.find("seed-" + seed.number())
                .map(ContractStore::number)
                .ifPresent(first -> rangeOf(first + from)
                        .ifPresent(range -> ranges.put(
                                range.base(), range.archivedAt(offset).encode())));
    }

    /** Drops contracts that were archived up to an offset. Those of seeds cost nothing and stay. */
    public void prune(long upTo) {
        List<Long> gone = new ArrayList<>();
        for (Map.Entry<Long, byte[]> entry : archivals.ascending(null)) {
            if (number(entry.getValue()) <= upTo && rows.contains(entry.getKey())) {
                gone.add(entry.getKey());
            }
        }
        gone.forEach(this::forget);
    }

    /**
     * Reads contracts in order.
     *
     * @param parties whose contracts; empty = everybody's
     */
    public ContractScan scan(Set<String> parties) {
        return new ContractScan(this, rows, stakes, ranges, parties);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }
}
