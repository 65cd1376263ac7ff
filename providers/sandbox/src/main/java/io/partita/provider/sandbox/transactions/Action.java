package io.partita.provider.sandbox.transactions;

import io.partita.proto.ledger.Value;
import io.partita.provider.sandbox.contracts.Contract;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** A node of a transaction. */
public sealed interface Action {

    /** Position in the transaction, in the order of execution. */
    int nodeId();

    Contract contract();

    /** Who has a right to see it. */
    SortedSet<String> informees();

    /** Who must agree to it. */
    SortedSet<String> confirmers();

    <R> R match(Function<Create, R> create, Function<Exercise, R> exercise);

    record Create(int nodeId, Contract contract) implements Action {
        @Override
        public SortedSet<String> informees() {
            return contract.stakeholders();
        }

        @Override
        public SortedSet<String> confirmers() {
            return new TreeSet<>(contract.signatories());
        }

        @Override
        public <R> R match(Function<Create, R> create, Function<Exercise, R> exercise) {
            return create.apply(this);
        }
    }

    /**
     * @param contract the one that the choice is exercised on
     * @param lastDescendant node id of the last consequence; its own if there is none
     * @param choiceObservers who see it beside stakeholders and actors
     */
    record Exercise(
            int nodeId,
            Contract contract,
            String choice,
            Value argument,
            SortedSet<String> actors,
            List<String> choiceObservers,
            boolean consuming,
            int lastDescendant,
            Value result)
            implements Action {
        @Override
        public SortedSet<String> informees() {
            SortedSet<String> all = new TreeSet<>(actors);
            all.addAll(consuming ? contract.stakeholders() : contract.signatories());
            all.addAll(choiceObservers);
            return all;
        }

        @Override
        public SortedSet<String> confirmers() {
            SortedSet<String> all = new TreeSet<>(contract.signatories());
            all.addAll(actors);
            return all;
        }

        @Override
        public <R> R match(Function<Create, R> create, Function<Exercise, R> exercise) {
            return exercise.apply(this);
        }
    }
}
