package io.partita.core.apply.step;

import io.partita.core.plan.Step;

/** The execution of every kind of step. */
final class Executions {

    private Executions() {}

    static Execution of(StepWork work) {
        Step step = work.step();
        return switch (step.kind()) {
            case CHECK_READY -> new CheckReadyExecution((Step.CheckReady) step, work);
            case VET_PACKAGES -> new VetPackagesExecution((Step.VetPackages) step, work);
            case SUSPEND_PRUNING -> new SuspendPruningExecution((Step.SuspendPruning) step, work);
            case COLLECT_SIGNATURE -> new CollectSignatureExecution((Step.CollectSignature) step, work);
            case INTRODUCE_KEY -> new IntroduceKeyExecution((Step.IntroduceKey) step, work);
            case FOUND_NAMESPACE -> new FoundNamespaceExecution((Step.FoundNamespace) step, work);
            case AWAIT_NAMESPACE -> new AwaitNamespaceExecution((Step.AwaitNamespace) step, work);
            case PROPOSE, SIGN -> {
                Step.Signature signature = (Step.Signature) step;
                yield switch (signature.signer().kind()) {
                    case PARTICIPANT -> new OwnSignatureExecution(signature, work);
                    case KEY -> new KeySignatureExecution(signature, work);
                    case OUTSIDE -> new OwnerSignatureExecution(signature, work);
                };
            }
            case AWAIT_EFFECTIVE -> new AwaitEffectiveExecution((Step.AwaitEffective) step, work);
            case ISOLATE -> new IsolateExecution((Step.Isolate) step, work);
            case NOTE_LEDGER_END -> new NoteLedgerEndExecution((Step.NoteLedgerEnd) step, work);
            case EXPORT_ACS -> new ExportAcsExecution((Step.ExportAcs) step, work);
            case RESTORE_PRUNING -> new RestorePruningExecution((Step.RestorePruning) step, work);
            case BACK_UP -> new BackUpExecution((Step.BackUp) step, work);
            case PURGE_CONTRACTS -> new PurgeContractsExecution((Step.PurgeContracts) step, work);
            case IMPORT_ACS -> new ImportAcsExecution((Step.ImportAcs) step, work);
            case RECONNECT -> new ReconnectExecution((Step.Reconnect) step, work);
            case RESTORE_AUTO_CONNECT -> new RestoreAutoConnectExecution((Step.RestoreAutoConnect) step, work);
            case CLEAR_ONBOARDING -> new ClearOnboardingExecution((Step.ClearOnboarding) step, work);
            case CHECK_UNUSED -> new CheckUnusedExecution((Step.CheckUnused) step, work);
            case CONFIRM_UNUSED -> new ConfirmUnusedExecution((Step.ConfirmUnused) step, work);
            case VERIFY_HOSTING -> new VerifyHostingExecution((Step.VerifyHosting) step, work);
            case VERIFY_CONTRACTS -> new VerifyContractsExecution((Step.VerifyContracts) step, work);
        };
    }
}
