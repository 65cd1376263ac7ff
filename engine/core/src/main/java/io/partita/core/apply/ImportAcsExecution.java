package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.Interlock;
import io.partita.core.topology.ContractExamples;
import io.partita.core.topology.ContractSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An answer proves nothing here: a file with half of the contracts is taken like a whole one, and a lost answer says nothing at all. So the target's contract ids are compared with the file's, while it is still
 * isolated, and until they agree the import counts as partial. Importing again is harmless and heals (experiments 5, 10).
 */
final class ImportAcsExecution extends Execution {

    private final Step.ImportAcs step;

    ImportAcsExecution(Step.ImportAcs step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended, Stopped {
        requireIsolated();
        Optional<Diagnostic> times = Window.of(work.plan(), step.isolation())
                .troubleWithTimes(consent -> work.record(consent).note(Notes.VALID_FROM));
        if (times.isPresent()) {
            throw work.refused(times.get());
        }
        new ImportGround(step, work, exported()).require();
    }

    /** Complete means: this run asked for the import, got its answer, and all ids are there. Without the answer it is asked again, because the answer also arms the clearing of the flag. */
    @Override
    Probe probe() throws CallFailed, Ended {
        boolean answered = work.record().note(Notes.ANSWERED).isPresent();
        if (!answered) {
            return Probe.open(work.record().isBegun() ? "an import was begun and not answered" : "not imported");
        }
        ContractExamples missing = missing();
        return missing.isEmpty()
                ? Probe.done(exported().manifest().contracts() + " contracts of the file are on " + step.participant())
                : Probe.open(missing.count() + " contracts of the file are missing on " + step.participant());
    }

    @Override
    SortedMap<String, String> intent() throws Ended {
        AcsFiles.Exported exported = exported();
        return new TreeMap<>(Map.of(
                Notes.FILE, exported.file().getFileName().toString(),
                Notes.SHA256, exported.manifest().sha256(),
                Notes.CONTRACTS, String.valueOf(exported.manifest().contracts()),
                Notes.WORKFLOW_PREFIX,
                        "partita-" + work.run().id() + "-"
                                + Integer.toHexString(step.id().id().hashCode())));
    }

    @Override
    List<Interlock> opens() throws Ended {
        return List.of(work.interlock(Interlock.Kind.PARTIAL_IMPORT, Optional.of(step.party()), intent()));
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        AcsFiles.Exported exported = exported();
        requireIsolated();
        work.abandonable("importing", () -> {
            importFile(exported);
            return null;
        });
        work.note(Notes.ANSWERED, "true");
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
                                    + " disconnected. Resume, which imports again; if that does not help, restore its backup and resume.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
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

    private void importFile(AcsFiles.Exported exported) throws CallFailed {
        String prefix = work.record().intent().orElseThrow().get(Notes.WORKFLOW_PREFIX);
        try {
            work.here()
                    .importAcs(
                            step.party(),
                            work.synchronizer().logical(),
                            exported.file(),
                            exported.manifest(),
                            prefix,
                            work.progress());
        } catch (CallFailed e) {
            if (!isClearanceConflict(e.failure())) {
                throw e;
            }
            work.note(Notes.CLEARANCE_CONFLICT, "true");
        }
    }

    /** An earlier replication left its record behind: the contracts were stored nevertheless, only the flag has to be asked for (experiments 9). */
    private static boolean isClearanceConflict(CallFailure failure) {
        return failure.kind() == CallFailure.Kind.REFUSED
                && failure.text().contains("ConflictingPendingOperationError");
    }

    private void requireIsolated() throws CallFailed, Ended {
        Optional<String> why = Connections.notIsolated(work.here());
        if (why.isPresent() || work.open(Interlock.Kind.ISOLATION).isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "target-not-isolated", step.participant() + " is not isolated, so nothing is imported")
                    .because(why.orElse("the journal knows of no isolation window"))
                    .fix("Resume. It isolates " + step.participant() + " again before it goes on.")
                    .next(NextCommand.resume())
                    .about(step.participant().name()));
        }
    }

    private ContractExamples missing() throws CallFailed, Ended {
        AcsFiles.Exported exported = exported();
        try (ContractSet missing = work.contractSet()) {
            missing.add(each -> work.here().checkAcs(exported.file(), exported.manifest(), each));
            missing.remove(this::active);
            return ContractExamples.of(missing::each);
        }
    }

    private void active(Consumer<String> each) throws CallFailed {
        long end = work.here().ledgerEnd();
        if (end > 0) {
            work.here().activeContractIds(step.party(), work.synchronizer().logical(), end, each);
        }
    }

    private AcsFiles.Exported exported() throws Ended {
        Step.ExportAcs export = (Step.ExportAcs) work.plan().step(step.export()).orElseThrow();
        return AcsFiles.exported(work, export)
                .orElseThrow(() -> work.refused(Diagnostic.error(
                                "export-missing",
                                "there is no verified export of " + step.party().abbreviated())
                        .because(step.export() + " has to come first")
                        .next(NextCommand.resume())));
    }

    private boolean isOwnPartialImport(Interlock lock) {
        return lock.kind() == Interlock.Kind.PARTIAL_IMPORT
                && lock.participantId().equals(work.idHere())
                && lock.party().equals(Optional.of(step.party()));
    }
}
