package io.partita.core.apply;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;

/** What is safe, and what is not, when a step ended in the middle: where the network is left and whether the step may be repeated. One or two sentences for each kind. */
final class SafeNext implements StepMatch<String> {

    private static final SafeNext SENTENCES = new SafeNext();
    private static final String ONLY_READS = "It only reads and may be repeated at any time.";

    private SafeNext() {}

    static String after(Step step) {
        return step.match(SENTENCES);
    }

    @Override
    public String checkReady(Step.CheckReady step) {
        return ONLY_READS;
    }

    @Override
    public String vetPackages(Step.VetPackages step) {
        return "Vetting packages again is harmless, and what is vetted may stay.";
    }

    @Override
    public String suspendPruning(Step.SuspendPruning step) {
        return "It may be repeated; the schedule of before is in the journal and is set again at the end of the run.";
    }

    @Override
    public String consentAsHost(Step.ConsentAsHost step) {
        return "A host's consent alone makes nothing effective, and giving it again is harmless.";
    }

    @Override
    public String isolate(Step.Isolate step) {
        return "It may be repeated. " + step.participant() + " may be disconnected by now: go on, or give the run up.";
    }

    @Override
    public String noteLedgerEnd(Step.NoteLedgerEnd step) {
        return ONLY_READS;
    }

    @Override
    public String consentAsParty(Step.ConsentAsParty step) {
        return step.isolated().isEmpty()
                ? "Do not sign by hand: what was signed may be effective already."
                : "Keep " + Wording.names(step.isolated())
                        + " disconnected and do not sign by hand: once the mapping is effective, only a complete import may come before the reconnection.";
    }

    @Override
    public String exportAcs(Step.ExportAcs step) {
        return "An export only reads and may be repeated as long as its offset is not pruned. Keep " + step.target()
                + " disconnected.";
    }

    @Override
    public String restorePruning(Step.RestorePruning step) {
        return "It may be repeated; until then " + step.participant() + " does not prune by itself.";
    }

    @Override
    public String backUp(Step.BackUp step) {
        return "A backup may be repeated. Keep " + step.participant() + " disconnected.";
    }

    @Override
    public String importAcs(Step.ImportAcs step) {
        return "Importing the same file again is harmless. Keep " + step.participant()
                + " disconnected until the import is complete and compared.";
    }

    @Override
    public String reconnect(Step.Reconnect step) {
        return "Every import of the window is complete, so " + step.participant()
                + " may be connected, and connecting again is harmless.";
    }

    @Override
    public String restoreAutoConnect(Step.RestoreAutoConnect step) {
        return "It may be repeated; until then " + step.participant() + " does not connect by itself when it starts.";
    }

    @Override
    public String clearOnboarding(Step.ClearOnboarding step) {
        return "The contracts are complete; only the onboarding flag is left, which resuming watches and asks for.";
    }

    @Override
    public String checkUnused(Step.CheckUnused step) {
        return ONLY_READS + " The new hosting is not effective yet.";
    }

    @Override
    public String confirmUnused(Step.ConfirmUnused step) {
        return "The new hosting is effective already, and until this check has passed " + Wording.names(step.targets())
                + " may lack contracts: resume without delay.";
    }

    @Override
    public String verifyHosting(Step.VerifyHosting step) {
        return ONLY_READS;
    }

    @Override
    public String verifyContracts(Step.VerifyContracts step) {
        return ONLY_READS;
    }
}
