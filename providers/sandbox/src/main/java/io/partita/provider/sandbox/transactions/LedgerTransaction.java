package io.partita.provider.sandbox.transactions;

import io.partita.provider.sandbox.contracts.ContractSeed;
import java.util.List;
import java.util.function.Function;

/** What is in the synchronizer's log or in a participant's update log, beside topology. */
public sealed interface LedgerTransaction {

    String updateId();

    /** Ledger time, microseconds since the epoch. */
    long effectiveAt();

    <R> R match(Function<Daml, R> daml, Function<Seeded, R> seeded, Function<Repair, R> repair);

    /**
     * The effect of a command, or the part of it that a participant sees.
     *
     * @param submitter uid of the participant that submitted it
     * @param actions in the order of execution
     */
    record Daml(
            String updateId,
            String commandId,
            String workflowId,
            String submitter,
            List<String> actAs,
            long effectiveAt,
            List<Action> actions)
            implements LedgerTransaction {

        public Daml {
            actAs = List.copyOf(actAs);
            actions = List.copyOf(actions);
        }

        @Override
        public <R> R match(Function<Daml, R> daml, Function<Seeded, R> seeded, Function<Repair, R> repair) {
            return daml.apply(this);
        }
    }

    /**
     * Contracts of a seed come into being, or go.
     *
     * @param from number of the first one within the seed
     * @param createdAt ledger time of their creation
     */
    record Seeded(String updateId, long effectiveAt, ContractSeed seed, long from, int size, long createdAt, Kind kind)
            implements LedgerTransaction {

        /** What happens to them. The order must not change: positions are stored. */
        public enum Kind {
            CREATE,
            ARCHIVE
        }

        @Override
        public <R> R match(Function<Daml, R> daml, Function<Seeded, R> seeded, Function<Repair, R> repair) {
            return seeded.apply(this);
        }
    }

    /**
     * Contracts that an import added. Only in update logs.
     *
     * @param firstOrdinal of the participant's contracts
     */
    record Repair(String updateId, String workflowId, long effectiveAt, long firstOrdinal, int size)
            implements LedgerTransaction {
        @Override
        public <R> R match(Function<Daml, R> daml, Function<Seeded, R> seeded, Function<Repair, R> repair) {
            return repair.apply(this);
        }
    }
}
