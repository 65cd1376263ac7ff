package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether an import can be right at all. Two things make it silently wrong, and no participant refuses them for
 * certain: a target that was online when the party became active (experiments 2), and contracts left from an earlier
 * hosting (experiments 9).
 */
final class ImportPreconditions {

    private final Step.ImportAcs step;
    private final StepWork work;
    private final Result.Exported exported;

    ImportPreconditions(Step.ImportAcs step, StepWork work, Result.Exported exported) {
        this.step = step;
        this.work = work;
        this.exported = exported;
    }

    void require() throws CallFailed, Ended {
        if (!work.run().reaches(step.transfer().source())) {
            requireFreshTarget();
            return;
        }
        if (wasOnline()) {
            requireNoArchivesSince();
        }
        if (step.transfer().leftOver().isPresent()) {
            requirePurged();
        } else if (!work.record().isBegun() && wasHostBefore()) {
            requireNothingStale();
        }
    }

    /** Without the source nobody can tell what an earlier hosting, or being online, has left on the target. */
    private void requireFreshTarget() throws CallFailed, Ended {
        if (wasOnline() || isHostInOwnHistory()) {
            throw work.refused(Diagnostic.error(
                            "target-hosted-before",
                            step.participant() + " has hosted " + step.partyId().abbreviated()
                                    + " before, or was connected when it became active")
                    .because(
                            "contracts of then may be left on it, and the source, of another operator, cannot be asked which of them are archived")
                    .fix(
                            "Keep " + step.participant()
                                    + " disconnected. Let one run reach both participants: apply the same plan without an operator.")
                    .about(step.participant().name()));
        }
    }

    private boolean isHostInOwnHistory() throws CallFailed {
        return work.here().hostingHistory(work.synchronizerHere(), step.partyId()).stream()
                .anyMatch(state -> state.mapping().host(work.idHere()).isPresent());
    }

    /**
     * The store of an isolated participant ends at its disconnect; it shows the activation only when it was connected
     * then.
     */
    private boolean wasOnline() throws CallFailed {
        return work.here()
                .hosting(work.synchronizerHere(), step.partyId())
                .map(HostingState::mapping)
                .flatMap(mapping -> mapping.host(work.idHere()))
                .isPresent();
    }

    private void requireNoArchivesSince() throws CallFailed, Ended {
        ContractExamples archived = archivedSince();
        if (!archived.isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "target-was-online",
                            step.participant()
                                    + " was connected when the party became active on it, and the party was used meanwhile")
                    .because(
                            archived.count() + " contracts of the file were archived since then ("
                                    + Wording.some(archived)
                                    + "): the target may have recorded archivals of contracts that it never had, an import would make them active again, and a reconnect may never succeed")
                    .fix(wayBack())
                    .next(canGiveUp() ? NextCommand.resume().with("--abandon") : NextCommand.resume())
                    .about(step.participant().name()));
        }
        if (isRepair()) {
            return;
        }
        work.noticed(Diagnostic.warning(
                        "target-was-online", step.participant() + " was connected when the party became active on it")
                .because("no contract of the file was archived since then, so the file is still right")
                .fix("Find out who connected it.")
                .about(step.participant().name()));
    }

    /** A repair has made the party active nowhere, so until it imports giving it up leaves everything as it was. */
    private boolean canGiveUp() {
        return isRepair() && !work.record().isBegun();
    }

    private String wayBack() {
        if (canGiveUp()) {
            return "Give the repair up, which "
                    + (step.window().foundAway().isPresent() ? "leaves " : "connects ") + step.participant()
                    + " as before. "
                    + (step.transfer().isOfMissed()
                            ? "Then restore its backup from before it became a host, start it without connecting it to"
                                    + " any synchronizer (manual start), and plan the repair again; never import by hand."
                            : "It needs its backup from before it became a host; never import by hand here.");
        }
        return isRepair()
                ? "Keep " + step.participant()
                        + " disconnected and restore its backup from before it became a host. Never import or reconnect by hand here."
                : "Keep " + step.participant()
                        + " disconnected. Restore a backup of it from after its own signature and before the party's consent, not the"
                        + " one that this run made, start it without connecting it to any synchronizer (manual start), then"
                        + " resume. Never import or reconnect by hand here.";
    }

    private boolean isRepair() {
        return work.plan().change(step.partyId()).filter(PartyChange::isRepair).isPresent();
    }

    /** Of a target that never had the flag, its own history tells what it has recorded. */
    private ContractExamples archivedSince() throws CallFailed, Ended {
        if (step.transfer().isOfMissed()) {
            Optional<ContractExamples> recorded =
                    new MissedReading(work, step.participant(), step.transfer()).recorded(true);
            if (recorded.isPresent()) {
                return recorded.get();
            }
        }
        long activation = activationOffset();
        try (ContractSet archived = work.contractSet()) {
            archived.add(each -> source().archivedContractIds(step.partyId(), activation, source().ledgerEnd(), each));
            archived.retain(this::inFile);
            return ContractExamples.of(archived::each);
        }
    }

    private long activationOffset() throws CallFailed, Ended {
        long begin = begin();
        Participant source = source();
        List<Activation> found = source.activations(
                step.partyId(), work.logicalSynchronizer(), work.idHere(), begin, source.ledgerEnd());
        return found.isEmpty() ? begin : found.get(0).offset();
    }

    private long begin() throws Ended {
        return work.ledgerEnd(step.begin()).offset();
    }

    private boolean wasHostBefore() throws CallFailed {
        ParticipantId target = work.idHere();
        Optional<Instant> activated = work.result(step.activation()).map(Result.Activation::effective);
        return source().hostingHistory(work.synchronizer(step.transfer().source()), step.partyId()).stream()
                .filter(state ->
                        activated.map(time -> state.validFrom().isBefore(time)).orElse(true))
                .anyMatch(state -> state.mapping().host(target).isPresent());
    }

    /** Somebody may have brought contracts back by hand since. */
    private void requirePurged() throws CallFailed, Ended {
        try (ContractSet stale = new StaleContracts(step.transfer(), step.participant(), begin(), work).read()) {
            ContractExamples left = ContractExamples.of(stale::each);
            if (!left.isEmpty()) {
                throw work.refused(Diagnostic.error(
                                "target-holds-stale-contracts",
                                step.participant() + " holds contracts of an earlier hosting again")
                        .because(left.count() + " contracts are active there that "
                                + step.transfer().source() + " did not have at the activation: " + Wording.some(left))
                        .fix("Keep " + step.participant()
                                + " disconnected. Find out who brought them back, purge them there by hand with"
                                + " repair.purge of its console, then resume.")
                        .next(NextCommand.resume())
                        .about(step.participant().name()));
            }
        }
    }

    /**
     * What the target holds of the party must be active on the source as of before the activation or now, or come with
     * the file; anything else was archived while nobody told the target. What was archived since it became a host it is
     * told when it connects.
     */
    private void requireNothingStale() throws CallFailed, Ended {
        ContractExamples stale = stale();
        if (!stale.isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "target-holds-stale-contracts",
                            step.participant() + " still holds contracts of the party from an earlier hosting")
                    .because(stale.count() + " contracts are active there that are archived on "
                            + step.transfer().source() + ": " + Wording.some(stale))
                    .fix(
                            canGiveUp()
                                    ? wayBack()
                                    : "Keep " + step.participant()
                                            + " disconnected, purge these contracts there with its repair service, then resume.")
                    .next(canGiveUp() ? NextCommand.resume().with("--abandon") : NextCommand.resume())
                    .about(step.participant().name()));
        }
    }

    private ContractExamples stale() throws CallFailed, Ended {
        long begin = begin();
        try (ContractSet stale = work.contractSet()) {
            stale.add(each -> active(work.here(), work.here().ledgerEnd(), each));
            if (!stale.isEmpty()) {
                stale.remove(each -> active(source(), begin, each));
                stale.remove(this::inFile);
            }
            if (!stale.isEmpty()) {
                long activation = activationOffset();
                long end = source().ledgerEnd();
                stale.remove(each -> active(source(), end, each));
                stale.remove(each -> source().archivedContractIds(step.partyId(), activation, end, each));
            }
            return ContractExamples.of(stale::each);
        }
    }

    private void active(Participant participant, long offset, Consumer<String> each) throws CallFailed {
        participant.activeContractIds(step.partyId(), work.logicalSynchronizer(), offset, each);
    }

    private void inFile(Consumer<String> each) throws CallFailed {
        work.here().checkAcs(AcsFiles.of(exported, work.run()), exported.manifest(), each);
    }

    private Participant source() {
        return work.at(step.transfer().source());
    }
}
