package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.Participant;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.state.Interlock;
import io.partita.core.topology.ContractSet;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * The activation's offset on the source comes after every request that was sequenced before it, so what is not active
 * there was never missed (involved 3). A late use is a bomb in the target: the first exercise of a contract that it
 * lacks ends its process, at every start again (experiments 3). It is never passed over.
 */
final class ConfirmUnusedExecution extends ReadingExecution {

    private final Step.ConfirmUnused step;

    ConfirmUnusedExecution(Step.ConfirmUnused step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        long begin = work.ledgerEnd(step.begin()).offset();
        for (ParticipantName target : targets()) {
            Seen seen = activation(target, begin);
            if (!isUnused(begin, seen.end())) {
                requireUnused(target, begin, seen.activation());
            }
        }
        return "nothing was active at the activation on " + targets();
    }

    @Override
    List<Interlock> closes() {
        return work.run().interlocks().stream()
                .filter(lock -> lock.kind() == Interlock.Kind.UNCONFIRMED_USE)
                .filter(lock -> lock.party().equals(Optional.of(step.partyId())))
                .toList();
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    @Override
    String safeNext() {
        return "The new hosting is effective already, and until this check has passed " + Wording.names(targets())
                + " may lack contracts: resume without delay.";
    }

    private SortedSet<ParticipantName> targets() {
        return step.signing().unflagged();
    }

    /** An activation, and the ledger end in front of which it was found. */
    private record Seen(Activation activation, long end) {}

    /**
     * Whether nothing is active now, and nothing has happened since before the activation: then nothing was active at
     * it. Participants answer this about many parties at once, since many ask up to the same ledger end.
     */
    private boolean isUnused(long begin, long end) throws CallFailed {
        Ahead<Optional<TransactionEvidence>> uses =
                work.run().ahead().begin(() -> work.here().anyTransaction(step.partyId(), begin, end));
        return work.here().anyActiveContract(step.partyId(), end).isEmpty()
                && uses.answer().isEmpty();
    }

    private void requireUnused(ParticipantName target, long begin, Activation activation) throws CallFailed, Ended {
        Optional<ContractEvidence> contract = work.here().anyActiveContract(step.partyId(), activation.offset());
        if (contract.isPresent()) {
            requireRepaired(target, begin, contract.get(), activation);
        }
        warnOfUse(target, begin, activation);
    }

    private Seen activation(ParticipantName target, long begin) throws CallFailed, Ended, Stopped {
        return work.poll(
                        "until the activation on " + target + " is in the history of " + step.participant(),
                        work.limits().effective(),
                        step.participant(),
                        () -> {
                            long end = work.here().ledgerEnd();
                            return work
                                    .here()
                                    .activations(
                                            step.partyId(),
                                            work.logicalSynchronizer(),
                                            work.run().idOf(target),
                                            begin,
                                            end)
                                    .stream()
                                    .findFirst()
                                    .map(activation -> new Seen(activation, end));
                        })
                .orElseThrow(() -> work.failed(Diagnostic.error(
                                "activation-not-found",
                                "the activation on " + target + " does not show in the history of "
                                        + step.participant())
                        .because("after offset " + begin)
                        .fix(
                                "It is not known whether the party was used before its activation: do not use it until resume has confirmed that.")
                        .next(NextCommand.resume())
                        .about(step.partyId().abbreviated())));
    }

    /** A use that left no contract harms nobody, but somebody used a party that was said to be unused. */
    private void warnOfUse(ParticipantName target, long begin, Activation activation) throws CallFailed {
        Optional<TransactionEvidence> use = work.here().anyTransaction(step.partyId(), begin, activation.offset());
        use.ifPresent(found -> work.noticed(Diagnostic.warning(
                        "used-before-activation",
                        step.partyId().abbreviated() + " was used before it became active on " + target)
                .because("transaction " + found.updateId() + " at offset " + found.offset()
                        + "; no contract of it is left, so " + target + " lacks nothing but history")
                .fix("Nothing has to be done.")
                .about(step.partyId().abbreviated())));
    }

    /** What ends the process of a target ends it at every start: that it does not answer is then no reason to wait. */
    private void requireRepaired(ParticipantName target, long begin, ContractEvidence contract, Activation activation)
            throws CallFailed, Ended {
        Optional<CallFailure> unanswered = Optional.empty();
        // Only after it was reported can it be repaired.
        if (work.record().outcome().isPresent() && work.run().reaches(target)) {
            try (ContractSet lacking = work.contractSet()) {
                lacking.add(each -> active(work.here(), activation.offset(), each));
                unanswered = removeThere(target, lacking);
                if (unanswered.isEmpty() && areArchived(lacking, activation)) {
                    return;
                }
            }
        }
        throw work.failed(used(target, begin, contract, activation, unanswered));
    }

    /**
     * Takes out what is on the target, which is to go with the synchronizer.
     *
     * @return why the target cannot tell, also since it is disconnected; empty when it answered
     */
    private Optional<CallFailure> removeThere(ParticipantName target, ContractSet lacking) {
        try {
            work.at(target).synchronizerTime(work.synchronizer(target));
            lacking.remove(each -> active(work.at(target), work.at(target).ledgerEnd(), each));
            return Optional.empty();
        } catch (CallFailed failed) {
            return Optional.of(failed.failure());
        }
    }

    /** Whether every contract that the target lacks was archived since. */
    private boolean areArchived(ContractSet lacking, Activation activation) throws CallFailed {
        lacking.remove(each -> work.here()
                .archivedContractIds(
                        step.partyId(), activation.offset(), work.here().ledgerEnd(), each));
        return lacking.isEmpty();
    }

    private void active(Participant participant, long offset, Consumer<String> each) throws CallFailed {
        participant.activeContractIds(step.partyId(), work.logicalSynchronizer(), offset, each);
    }

    private Diagnostic used(
            ParticipantName target,
            long begin,
            ContractEvidence contract,
            Activation activation,
            Optional<CallFailure> unanswered) {
        String atOnce = unanswered
                .map(failure -> failure.kind() == CallFailure.Kind.UNREACHABLE
                        ? target
                                + " does not answer now. If its process ends again and again, start it without connecting"
                                + " it to any synchronizer (manual start), and set manual_connect."
                        : target + " cannot tell now whether it has them. Where it is disconnected, leave it so; else"
                                + " disconnect it at once, and set manual_connect.")
                .orElseGet(() -> "At once: disconnect " + target + " and set manual_connect.");
        return Diagnostic.error(
                        "used-during-simple-path",
                        step.partyId().abbreviated() + " was used before it became active on " + target
                                + ", which lacks those contracts")
                .because("contract " + contract.contractId() + " was active at the activation (offset "
                        + activation.offset() + "). The first exercise of a contract that " + target
                        + " lacks ends its process, and every restart after it; nothing else will warn"
                        + unanswered.map(failure -> ". " + failure.found()).orElse(""))
                .fix(atOnce + " Then give this run up and plan the repair: it exports on " + step.participant()
                        + " what the party had at ledger offset " + begin
                        + " (journalled before the activation), imports it on " + target
                        + " while that is away, and connects it. Resume only when the contracts are there already.")
                .next(NextCommand.abandon(), NextCommand.repair(step.name() + "@" + target), NextCommand.resume())
                .about(step.partyId().abbreviated());
    }
}
