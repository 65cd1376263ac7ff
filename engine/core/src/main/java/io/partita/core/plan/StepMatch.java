package io.partita.core.plan;

/** One branch for every kind of step: a new kind breaks the compilation of all that carry out, write or show steps. */
public interface StepMatch<R> {

    R checkReady(Step.CheckReady step);

    R vetPackages(Step.VetPackages step);

    R suspendPruning(Step.SuspendPruning step);

    R consentAsHost(Step.ConsentAsHost step);

    R isolate(Step.Isolate step);

    R noteLedgerEnd(Step.NoteLedgerEnd step);

    R consentAsParty(Step.ConsentAsParty step);

    R exportAcs(Step.ExportAcs step);

    R restorePruning(Step.RestorePruning step);

    R backUp(Step.BackUp step);

    R importAcs(Step.ImportAcs step);

    R reconnect(Step.Reconnect step);

    R restoreAutoConnect(Step.RestoreAutoConnect step);

    R clearOnboarding(Step.ClearOnboarding step);

    R checkUnused(Step.CheckUnused step);

    R confirmUnused(Step.ConfirmUnused step);

    R verifyHosting(Step.VerifyHosting step);

    R verifyContracts(Step.VerifyContracts step);
}
