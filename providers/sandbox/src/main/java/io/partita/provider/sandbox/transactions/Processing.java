package io.partita.provider.sandbox.transactions;

import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.node.FatalProcessing;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.synchronizer.SequencedTransaction;
import io.partita.provider.sandbox.topology.Hosting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a participant makes of a transaction in the synchronizer's log. To be used under the lock of the network. */
public final class Processing {

    private final LocalLedger ledger;
    private final Node node;

    public Processing(LocalLedger ledger) {
        this.ledger = ledger;
        this.node = ledger.node();
    }

    /**
     * Processes a transaction.
     *
     * @throws FatalProcessing if it uses a contract that should be here and is not; nothing was changed
     */
    public void process(SequencedTransaction sequenced) {
        ledger.absentArchivals().forgetOld();
        LedgerTransaction transaction = TransactionBytes.decode(sequenced.payload());
        transaction.match(
                daml -> {
                    new DamlProcessing(daml, sequenced.time()).run();
                    return null;
                },
                seeded -> {
                    process(seeded, sequenced.time());
                    return null;
                },
                repair -> {
                    throw new IllegalStateException("This is a bug in partita: a repair in the synchronizer's log.");
                });
    }

    private void process(LedgerTransaction.Seeded seeded, long time) {
        SortedSet<String> stakeholders = new TreeSet<>(seeded.seed().signatories());
        stakeholders.addAll(seeded.seed().observers());
        if (stakeholders.stream().noneMatch(party -> hosts(party, time).isPresent())) {
            return;
        }
        long offset = node.updates().append(Update.Kind.TRANSACTION, time, TransactionBytes.encode(seeded));
        if (seeded.kind() == LedgerTransaction.Seeded.Kind.CREATE) {
            ledger.contracts().addSeeded(seeded.seed(), seeded.from(), seeded.size(), offset, seeded.createdAt());
        } else {
            ledger.contracts().archiveSeeded(seeded.seed(), seeded.from(), offset);
        }
    }

    private Optional<Hosting.Host> hosts(String party, long time) {
        return node.topology().hosting(party, time).flatMap(hosting -> hosting.host(node.uid()));
    }

    /** One transaction: everything is looked at before anything is written. */
    private final class DamlProcessing {

        private final LedgerTransaction.Daml transaction;
        private final long time;
        private final Map<String, Hosting.Host> local = new HashMap<>();
        private final List<Action> visible = new ArrayList<>();
        private final Map<String, StoredContract> archived = new HashMap<>();
        private final List<String> absent = new ArrayList<>();

        DamlProcessing(LedgerTransaction.Daml transaction, long time) {
            this.transaction = transaction;
            this.time = time;
        }

        void run() {
            for (Action action : transaction.actions()) {
                action.informees().forEach(this::lookUp);
                action.contract().stakeholders().forEach(this::lookUp);
            }
            selectVisible();
            if (visible.isEmpty()) {
                return;
            }
            checkInputs();
            write();
        }

        private void lookUp(String party) {
            hosts(party, time).ifPresent(host -> local.put(party, host));
        }

        /** Who sees an action sees all of its consequences. */
        private void selectVisible() {
            int visibleUpTo = -1;
            for (Action action : transaction.actions()) {
                boolean informed = action.informees().stream().anyMatch(local::containsKey);
                if (informed || action.nodeId() <= visibleUpTo) {
                    visible.add(action);
                    int last = action.match(Action.Create::nodeId, Action.Exercise::lastDescendant);
                    visibleUpTo = Math.max(visibleUpTo, informed ? last : visibleUpTo);
                }
            }
        }

        private void checkInputs() {
            Set<String> created = new HashSet<>();
            for (Action action : visible) {
                action.match(
                        create -> created.add(create.contract().id()),
                        exercise -> created.contains(exercise.contract().id()) || checkInput(exercise));
            }
        }

        private boolean checkInput(Action.Exercise exercise) {
            SortedSet<String> here = new TreeSet<>(exercise.contract().stakeholders());
            here.removeIf(party -> !local.containsKey(party));
            if (here.isEmpty()) {
                return true;
            }
            String id = exercise.contract().id();
            Optional<StoredContract> known =
                    ledger.contracts().find(id).filter(found -> found.active() && !archived.containsKey(id));
            if (known.isPresent()) {
                if (exercise.consuming()) {
                    archived.put(id, known.get());
                }
                return true;
            }
            boolean tolerated = here.stream().allMatch(party -> local.get(party).onboarding());
            if (!tolerated) {
                throw new FatalProcessing("Mediator approved a request that has been locally rejected: the contract "
                        + id + " is not active on " + node.name());
            }
            if (exercise.consuming()) {
                absent.add(id);
            }
            return true;
        }

        private void write() {
            LedgerTransaction.Daml seen = new LedgerTransaction.Daml(
                    transaction.updateId(),
                    node.uid().equals(transaction.submitter()) ? transaction.commandId() : "",
                    transaction.workflowId(),
                    transaction.submitter(),
                    transaction.actAs(),
                    transaction.effectiveAt(),
                    visible);
            long offset = node.updates().append(Update.Kind.TRANSACTION, time, TransactionBytes.encode(seen));
            for (Action action : visible) {
                boolean stake = action.contract().stakeholders().stream().anyMatch(local::containsKey);
                boolean unknown =
                        ledger.contracts().find(action.contract().id()).isEmpty();
                if (action instanceof Action.Create create && stake && unknown) {
                    ledger.contracts().add(create.contract(), offset, create.nodeId(), transaction.workflowId());
                }
            }
            archiveAt(offset);
            absent.forEach(id -> ledger.absentArchivals().remember(id, time));
        }

        private void archiveAt(long offset) {
            for (Action action : visible) {
                if (action instanceof Action.Exercise exercise && exercise.consuming()) {
                    ledger.contracts()
                            .find(exercise.contract().id())
                            .filter(StoredContract::active)
                            .ifPresent(found -> ledger.contracts().archive(found.ordinal(), offset));
                }
            }
        }
    }
}
