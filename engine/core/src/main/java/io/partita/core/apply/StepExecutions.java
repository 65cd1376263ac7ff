package io.partita.core.apply;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;

/** The execution of every kind of step. */
final class StepExecutions implements StepMatch<Execution> {

    private final StepWork work;

    private StepExecutions(StepWork work) {
        this.work = work;
    }

    static Execution of(StepWork work) {
        return work.step().match(new StepExecutions(work));
    }

    @Override
    public Execution checkReady(Step.CheckReady step) {
        return new CheckReadyExecution(work);
    }

    @Override
    public Execution vetPackages(Step.VetPackages step) {
        return new VetPackagesExecution(step, work);
    }

    @Override
    public Execution suspendPruning(Step.SuspendPruning step) {
        return new SuspendPruningExecution(step, work);
    }

    @Override
    public Execution consentAsHost(Step.ConsentAsHost step) {
        return new ConsentAsHostExecution(step, work);
    }

    @Override
    public Execution isolate(Step.Isolate step) {
        return new IsolateExecution(step, work);
    }

    @Override
    public Execution noteLedgerEnd(Step.NoteLedgerEnd step) {
        return new NoteLedgerEndExecution(step, work);
    }

    @Override
    public Execution consentAsParty(Step.ConsentAsParty step) {
        return new ConsentAsPartyExecution(step, work);
    }

    @Override
    public Execution exportAcs(Step.ExportAcs step) {
        return new ExportAcsExecution(step, work);
    }

    @Override
    public Execution restorePruning(Step.RestorePruning step) {
        return new RestorePruningExecution(step, work);
    }

    @Override
    public Execution backUp(Step.BackUp step) {
        return new BackUpExecution(step, work);
    }

    @Override
    public Execution importAcs(Step.ImportAcs step) {
        return new ImportAcsExecution(step, work);
    }

    @Override
    public Execution reconnect(Step.Reconnect step) {
        return new ReconnectExecution(step, work);
    }

    @Override
    public Execution restoreAutoConnect(Step.RestoreAutoConnect step) {
        return new RestoreAutoConnectExecution(step, work);
    }

    @Override
    public Execution clearOnboarding(Step.ClearOnboarding step) {
        return new ClearOnboardingExecution(step, work);
    }

    @Override
    public Execution checkUnused(Step.CheckUnused step) {
        return new CheckUnusedExecution(step, work);
    }

    @Override
    public Execution confirmUnused(Step.ConfirmUnused step) {
        return new ConfirmUnusedExecution(step, work);
    }

    @Override
    public Execution verifyHosting(Step.VerifyHosting step) {
        return new VerifyHostingExecution(step, work);
    }

    @Override
    public Execution verifyContracts(Step.VerifyContracts step) {
        return new VerifyContractsExecution(step, work);
    }
}
