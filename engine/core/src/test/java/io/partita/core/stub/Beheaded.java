package io.partita.core.stub;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.StepMatch;
import java.util.SortedSet;
import java.util.TreeSet;

/** The same step under another head. A reconnect forgets an import that is gone. */
final class Beheaded implements StepMatch<Step> {

    private final Step.Head head;
    private final StepId gone;

    Beheaded(Step.Head head, StepId gone) {
        this.head = head;
        this.gone = gone;
    }

    @Override
    public Step checkReady(Step.CheckReady step) {
        return new Step.CheckReady(head);
    }

    @Override
    public Step vetPackages(Step.VetPackages step) {
        return new Step.VetPackages(head, step.packages(), step.dars());
    }

    @Override
    public Step suspendPruning(Step.SuspendPruning step) {
        return new Step.SuspendPruning(head, step.schedule());
    }

    @Override
    public Step consentAsHost(Step.ConsentAsHost step) {
        return new Step.ConsentAsHost(head, step.mapping(), step.owner());
    }

    @Override
    public Step isolate(Step.Isolate step) {
        return new Step.Isolate(head, step.connections());
    }

    @Override
    public Step noteLedgerEnd(Step.NoteLedgerEnd step) {
        return new Step.NoteLedgerEnd(head, step.party(), step.target());
    }

    @Override
    public Step consentAsParty(Step.ConsentAsParty step) {
        return new Step.ConsentAsParty(head, step.mapping(), step.isolated());
    }

    @Override
    public Step exportAcs(Step.ExportAcs step) {
        return new Step.ExportAcs(head, step.party(), step.target(), step.beginNoted(), step.consent());
    }

    @Override
    public Step restorePruning(Step.RestorePruning step) {
        return new Step.RestorePruning(head, step.schedule());
    }

    @Override
    public Step backUp(Step.BackUp step) {
        return new Step.BackUp(head, step.backup());
    }

    @Override
    public Step importAcs(Step.ImportAcs step) {
        return new Step.ImportAcs(head, step.party(), step.source(), step.export(), step.isolation(), step.consent());
    }

    @Override
    public Step reconnect(Step.Reconnect step) {
        SortedSet<StepId> imports = new TreeSet<>(step.imports());
        imports.remove(gone);
        return new Step.Reconnect(head, step.connections(), imports);
    }

    @Override
    public Step restoreAutoConnect(Step.RestoreAutoConnect step) {
        return new Step.RestoreAutoConnect(head, step.connections());
    }

    @Override
    public Step clearOnboarding(Step.ClearOnboarding step) {
        return new Step.ClearOnboarding(head, step.party(), step.cleared(), step.consent(), step.reconnect());
    }

    @Override
    public Step checkUnused(Step.CheckUnused step) {
        return new Step.CheckUnused(head, step.party(), step.targets());
    }

    @Override
    public Step confirmUnused(Step.ConfirmUnused step) {
        return new Step.ConfirmUnused(head, step.party(), step.targets(), step.beginNoted(), step.consent());
    }

    @Override
    public Step verifyHosting(Step.VerifyHosting step) {
        return new Step.VerifyHosting(head, step.hosting());
    }

    @Override
    public Step verifyContracts(Step.VerifyContracts step) {
        return new Step.VerifyContracts(head, step.party(), step.source());
    }
}
