package io.partita.core.apply.step;

import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An answer proves nothing here: a file with half of the contracts is taken like a whole one, and a lost answer says
 * nothing at all. So the target's contract ids are compared with the file's, while it is still isolated, and until they
 * agree the import counts as partial. Importing again is harmless and heals (experiments 5, 10).
 */
final class ImportAcsExecution extends Execution {

    private final Step.ImportAcs step;

    ImportAcsExecution(Step.ImportAcs step, StepWork work) {
        super(work);
        this.step = step;
    }

    /**
     * Until the target is connected, a backup of it that is restored undoes the import. Where no end was noted, the
     * contracts are compared.
     */
    @Override
    boolean stillHolds() throws CallFailed, Ended {
        if (work.open(Interlock.Kind.ISOLATION).isEmpty()) {
            return true;
        }
        return TargetEnd.noted(step.id(), work).isPresent()
                ? !TargetEnd.isUndone(step.id(), step.participant(), work)
                : probe().isDone();
    }

    @Override
    void guard() throws CallFailed, Ended, Stopped {
        requireIsolated();
        new HandedContracts(work, step.export().step(), exported()).require();
        ActivationTimes.requireDifferent(step.activations(), work);
        new ImportPreconditions(step, work, exported()).require();
    }

    /**
     * Complete means: this run asked for the import, got its answer, and all ids are there. Without the answer it is
     * asked again, because the answer also arms the clearing of the flag.
     */
    @Override
    Probe probe() throws CallFailed, Ended {
        boolean answered = answer().isPresent();
        if (!answered) {
            return Probe.open(work.record().isBegun() ? "an import was begun and not answered" : "not imported");
        }
        ContractExamples missing = missing();
        return missing.isEmpty()
                ? Probe.done(exported().manifest().contracts() + " contracts of the file are on " + step.participant())
                : Probe.open(missing.count() + " contracts of the file are missing on " + step.participant());
    }

    @Override
    void found() throws CallFailed {
        TargetEnd.keep(work);
    }

    @Override
    Intent intent() throws Ended {
        return new Intent(
                Optional.empty(),
                List.of(work.interlock(
                        Interlock.Kind.PARTIAL_IMPORT, Optional.of(step.partyId()), Optional.of(exported()))));
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        Result.Exported exported = exported();
        requireIsolated();
        giveUpWhatIsGone();
        reopen();
        Result.Clearing clearing = work.abandonable("importing", () -> importFile(exported));
        boolean conflict = answer().filter(before -> before.clearing() == Result.Clearing.CONFLICT)
                .isPresent();
        work.keep(new Result.ImportAnswered(conflict ? Result.Clearing.CONFLICT : clearing));
    }

    /**
     * What is imported now moves the end of a restored target past what shows that other imports are gone: these count
     * as not done from here on.
     */
    private void giveUpWhatIsGone() throws CallFailed {
        ParticipantName target = step.participant();
        TargetEnd.giveUp(TargetEnd.undone(TargetEnd.imports(target, work), target, work), work);
    }

    /** What was done before and is not there any more is partial again, and that has to be durable first. */
    private void reopen() throws Ended {
        if (closes().isEmpty()) {
            work.run()
                    .write(List.of(
                            new JournalEvent.InterlockOpened(intent().opens().get(0))));
        }
    }

    private Optional<Result.ImportAnswered> answer() {
        return work.record().result(Result.ImportAnswered.class);
    }

    @Override
    String verify() throws CallFailed, Ended {
        requireIsolated();
        ContractExamples missing = missing();
        if (!missing.isEmpty()) {
            throw work.failed(Diagnostic.error(
                            "import-incomplete",
                            missing.count() + " contracts of the file are not on " + step.participant())
                    .because("the participant answered that the import was complete; missing: " + Wording.some(missing))
                    .fix(
                            "Keep " + step.participant()
                                    + " disconnected. Resume, which imports again; if that does not help, restore its backup and resume, which does again what is not in it.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
        TargetEnd.keep(work);
        return exported().manifest().contracts() + " contracts imported and compared";
    }

    @Override
    List<Interlock> closes() {
        return work.run().interlocks().stream().filter(this::isOwnPartialImport).toList();
    }

    @Override
    DryRunReport.Coverage coverage() {
        return DryRunReport.Coverage.DEPENDS_ON_EARLIER_STEPS;
    }

    private Result.Clearing importFile(Result.Exported exported) throws CallFailed {
        if (step.transfer().isOfMissed()) {
            work.here()
                    .importIntoBooks(
                            step.partyId(),
                            work.logicalSynchronizer(),
                            file(exported),
                            exported.manifest(),
                            workflowPrefix(),
                            work.progress());
            return Result.Clearing.NONE;
        }
        try {
            work.here()
                    .importAcs(
                            step.partyId(),
                            work.logicalSynchronizer(),
                            file(exported),
                            exported.manifest(),
                            workflowPrefix(),
                            work.progress());
            return Result.Clearing.ARMED;
        } catch (CallFailed e) {
            // The contracts were stored nevertheless, only the flag has to be asked for (experiments 9).
            if (e.failure().kind() != CallFailure.Kind.CLEARING_CONFLICT) {
                throw e;
            }
            return Result.Clearing.CONFLICT;
        }
    }

    /** The same for every attempt of a run, so that the participant's log shows them as one. */
    private String workflowPrefix() {
        return "partita-" + work.run().id() + "-"
                + Integer.toHexString(step.id().id().hashCode());
    }

    private void requireIsolated() throws CallFailed, Ended {
        Isolation.require(step.participant(), "nothing is imported", work);
    }

    private ContractExamples missing() throws CallFailed, Ended {
        Result.Exported exported = exported();
        try (ContractSet missing = work.contractSet()) {
            missing.add(each -> work.here().checkAcs(file(exported), exported.manifest(), each));
            missing.remove(this::active);
            return ContractExamples.of(missing::each);
        }
    }

    private void active(Consumer<String> each) throws CallFailed {
        long end = work.here().ledgerEnd();
        if (end > 0) {
            work.here().activeContractIds(step.partyId(), work.logicalSynchronizer(), end, each);
        }
    }

    private Path file(Result.Exported exported) {
        return AcsFiles.of(exported, work.run());
    }

    private Result.Exported exported() throws Ended {
        return work.result(step.export())
                .orElseThrow(() -> work.refused(Diagnostic.error(
                                "export-missing",
                                "there is no verified export of "
                                        + step.partyId().abbreviated())
                        .because(step.export().step() + " has to come first")
                        .next(NextCommand.resume())));
    }

    @Override
    String safeNext() {
        return "Importing the same file again is harmless. Keep " + step.participant()
                + " disconnected until the import is complete and compared.";
    }

    private boolean isOwnPartialImport(Interlock lock) {
        return lock.kind() == Interlock.Kind.PARTIAL_IMPORT
                && lock.participantId().equals(work.idHere())
                && lock.party().equals(Optional.of(step.partyId()));
    }
}
