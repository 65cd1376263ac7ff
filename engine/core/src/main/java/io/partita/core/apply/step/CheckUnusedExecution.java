package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.time.Duration;
import java.util.Optional;

/**
 * Immediately before the party's consent on the simple path: nothing since the facts were read, and nothing in flight
 * (involved 3).
 */
final class CheckUnusedExecution extends ReadingExecution {

    private static final Duration FLIGHT = Duration.ofSeconds(60);

    private final Step.CheckUnused step;

    CheckUnusedExecution(Step.CheckUnused step, StepWork work) {
        super(work);
        this.step = step;
    }

    /** An old answer is worth nothing as long as the party has not consented. */
    @Override
    boolean stillHolds() {
        return work.record(step.signing().completion()).isBegun();
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        awaitQuiet();
        long end = work.here().ledgerEnd();
        long since = knownUnusedUpTo();
        Ahead<Optional<TransactionEvidence>> transactions = work.run()
                .ahead()
                .begin(() -> end > since ? work.here().anyTransaction(step.partyId(), since, end) : Optional.empty());
        Optional<ContractEvidence> contract = work.here().anyActiveContract(step.partyId(), end);
        if (contract.isPresent()) {
            throw used("contract " + contract.get().contractId() + ", created at offset "
                    + contract.get().createdAtOffset());
        }
        Optional<TransactionEvidence> transaction = transactions.answer();
        if (transaction.isPresent()) {
            throw used("transaction " + transaction.get().updateId() + " at offset "
                    + transaction.get().offset());
        }
        return "unused up to offset " + end;
    }

    private void awaitQuiet() throws CallFailed, Ended, Stopped {
        Optional<Integer> quiet = work.poll("until nothing is in flight on " + step.participant(), FLIGHT, () -> {
            int flying = work.here().inFlight(work.logicalSynchronizer());
            return flying == 0 ? Optional.of(flying) : Optional.empty();
        });
        if (quiet.isEmpty()) {
            throw work.refused(
                    Diagnostic.error("never-quiet", step.participant() + " always has transactions in flight")
                            .because("one of them may be the first use of the party, so it cannot be proved unused")
                            .fix("Declare \"path offline\" for this party, which needs no such proof, and plan again.")
                            .about(step.partyId().abbreviated()));
        }
    }

    private long knownUnusedUpTo() throws CallFailed {
        Optional<Long> planned = step.head().facts().stream()
                .flatMap(id -> work.plan().fact(id).stream())
                .filter(fact -> fact.kind() == Fact.Kind.UNUSED)
                .map(Fact.Unused.class::cast)
                .filter(fact -> fact.participant().equals(step.participant())
                        && fact.party().equals(step.partyId()))
                .map(Fact.Unused::upToOffset)
                .findFirst();
        return planned.isPresent() ? planned.get() : work.here().prunedUpTo();
    }

    private Ended used(String evidence) {
        return work.refused(Diagnostic.error(
                        "party-was-used", step.partyId().abbreviated() + " has been used since the plan was made")
                .because(evidence + " on " + step.participant())
                .fix("Plan again: the new plan takes the offline path.")
                .about(step.partyId().abbreviated()));
    }

    @Override
    String safeNext() {
        return super.safeNext() + " The new hosting is not effective yet.";
    }
}
