package io.partita.provider.sandbox.acs;

import io.partita.proto.ledger.ActiveContract;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.contracts.ContractIds;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Clearances;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.transactions.LedgerTransaction;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.transactions.TransactionBytes;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One import. Contracts are written in batches above the visible ones; the end of a complete stream makes all of them
 * visible at once, together with one update per original creation. Whatever happens before leaves nothing that anybody
 * sees.
 */
final class Import {

    private static final int BATCH = 1000;
    private static final byte[] NOTHING = {};
    private static final int FIRST_WITH_CLEARANCE_RECORDS = 35;

    private final LocalLedger ledger;
    private final Node node;
    private final Calls calls;
    private final PartyErrors errors;
    private final ImportRequest request;
    private final RepresentativePackages representatives;
    private final List<Contract> batch = new ArrayList<>(BATCH);
    private final Map<String, Contract> unwritten = new HashMap<>();
    private final List<Creation> creations = new ArrayList<>();
    private final long firstOrdinal;
    private final long firstOffset;
    private long nextOrdinal;

    /** Contracts of one original transaction. */
    private static final class Creation {
        private final long ordinal;
        private final long createdAt;
        private int size;

        Creation(long ordinal, long createdAt) {
            this.ordinal = ordinal;
            this.createdAt = createdAt;
        }
    }

    private Import(LocalLedger ledger, Calls calls, PartyErrors errors, ImportRequest request) {
        this.ledger = ledger;
        this.node = ledger.node();
        this.calls = calls;
        this.errors = errors;
        this.request = request;
        this.representatives = new RepresentativePackages(ledger.packages(), request.override());
        this.firstOrdinal = ledger.contracts().visible();
        this.nextOrdinal = firstOrdinal;
        this.firstOffset = node.updates().end() + 1;
    }

    /** Checks whether an import may begin. To be called under the lock. */
    static Import begin(LocalLedger ledger, Calls calls, PartyErrors errors, ImportRequest request) {
        Node node = ledger.node();
        request.party()
                .ifPresent(party -> requireFlag(node, request.synchronizer().orElseThrow(), party));
        if (node.connected()) {
            throw errors.stillConnected();
        }
        if (node.storage() == World.Storage.MEMORY) {
            throw PartyErrors.importFailed("The participant's storage is in memory which is not supported by repair."
                    + " Use db persistence.");
        }
        return new Import(ledger, calls, errors, request);
    }

    private static void requireFlag(Node node, String synchronizer, String party) {
        if (!synchronizer.equals(node.synchronizer().logicalId())) {
            throw PartyErrors.invalidState(
                    "No active physical synchronizer found for " + Uid.shortened(synchronizer) + ".");
        }
        String namespace = party.substring(party.indexOf("::") + 2);
        if (!node.topology().onboardingInNamespace(namespace, node.uid())) {
            throw PartyErrors.importWithoutFlag(party);
        }
    }

    /** Takes the next contract of the file. Must not be called under the lock. */
    void add(ActiveContract element) {
        String synchronizer = request.synchronizer().orElse(node.synchronizer().logicalId());
        if (!element.getSynchronizerId().equals(synchronizer)) {
            return;
        }
        Contract contract = Contract.of(element.getCreatedEvent());
        if (element.getReassignmentCounter() != 0) {
            throw PartyErrors.importFailed("Reassignment counter of contract " + contract.id() + " is "
                    + element.getReassignmentCounter() + "; only 0 is supported");
        }
        if (request.validates() && !ContractIds.authentic(contract)) {
            throw PartyErrors.importFailed("Failed to authenticate contract with id: " + contract.id());
        }
        batch.add(contract);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        calls.section(() -> {
            requireUndisturbed();
            batch.forEach(this::stage);
            return null;
        });
        batch.clear();
        unwritten.clear();
    }

    /** Nothing else may write to an isolated participant; if it does, positions of this import are taken. */
    private void requireUndisturbed() {
        if (node.connected()) {
            throw errors.stillConnected();
        }
        if (ledger.contracts().visible() != firstOrdinal || node.updates().end() + 1 != firstOffset) {
            throw PartyErrors.invalidState("Another repair operation changed this participant meanwhile");
        }
    }

    private void stage(Contract contract) {
        if (ledger.absentArchivals().remembers(contract.id())) {
            throw archived(contract);
        }
        Optional<StoredContract> known = ledger.contracts().find(contract.id());
        if (known.isPresent()) {
            requireSame(known.get(), contract);
            return;
        }
        if (unwritten.put(contract.id(), contract) != null) {
            return;
        }
        String representative = representatives.choose(contract);
        if (!representative.equals(contract.representativePackage()) && !request.validates()) {
            throw PartyErrors.importFailed(
                    "Contract import mode is 'Accept' but the selected representative package-id "
                            + representative + " for contract with id " + contract.id()
                            + " differs from the exported representative package-id "
                            + contract.representativePackage()
                            + ". Please use contract import mode 'Validation' instead.");
        }
        int nodeId = creation(contract).size++;
        ledger.contracts()
                .stage(
                        nextOrdinal,
                        contract.representedBy(representative),
                        firstOffset + creations.size() - 1,
                        nodeId,
                        request.workflowPrefix() + "-" + creations.size(),
                        0);
        nextOrdinal++;
    }

    private static void requireSame(StoredContract known, Contract contract) {
        if (!known.active()) {
            throw archived(contract);
        }
        if (!known.contract().sameAs(contract)) {
            throw PartyErrors.importFailed(
                    "Contract " + contract.id() + " exists in the contract store, but differs from the imported one");
        }
    }

    private static RuntimeException archived(Contract contract) {
        return PartyErrors.importFailed("Cannot add previously archived contract " + contract.id()
                + " as archived contracts cannot become active");
    }

    /**
     * The creation that a contract belongs to: contracts that follow each other and were created at the same time,
     * within one batch.
     */
    private Creation creation(Contract contract) {
        Creation last = creations.isEmpty() ? null : creations.get(creations.size() - 1);
        boolean sameBatch = last != null && (nextOrdinal - firstOrdinal) % BATCH != 0;
        if (sameBatch && last.createdAt == contract.createdAt()) {
            return last;
        }
        creations.add(new Creation(nextOrdinal, contract.createdAt()));
        return creations.get(creations.size() - 1);
    }

    /** Makes everything visible. Must not be called under the lock. */
    void complete() {
        flush();
        calls.section(() -> {
            requireUndisturbed();
            publish();
            return null;
        });
        if (request.party().isPresent() && node.synchronizer().protocolVersion() >= FIRST_WITH_CLEARANCE_RECORDS) {
            calls.section(() -> recordClearance(request.party().get()));
        }
    }

    private void publish() {
        long recordTime = node.topology().now();
        int number = 0;
        for (Creation creation : creations) {
            number++;
            String workflowId = request.workflowPrefix() + "-" + number;
            node.updates()
                    .append(
                            Update.Kind.REPAIR,
                            recordTime,
                            TransactionBytes.encode(new LedgerTransaction.Repair(
                                    UpdateIds.of("repair/" + node.uid() + "/" + (firstOffset + number - 1)),
                                    workflowId,
                                    creation.createdAt,
                                    creation.ordinal,
                                    creation.size)));
        }
        node.updates().append(Update.Kind.INVISIBLE, recordTime, NOTHING);
        ledger.contracts().reveal(nextOrdinal);
    }

    private Void recordClearance(String party) {
        if (node.clearances().record(party, OptionalLong.empty()) == Clearances.Recorded.CONFLICT) {
            throw errors.conflictingClearance(party);
        }
        return null;
    }

    /** Throws away what was written. Must not be called under the lock. */
    void abandon() {
        boolean clean = false;
        while (!clean) {
            clean = node.exclusive()
                    .write(() -> ledger.contracts().visible() != firstOrdinal
                            || ledger.contracts().discardStaged(BATCH));
        }
    }
}
