package io.partita.cli.text;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;

/** The glyph of a step that can be taken back. */
public final class StepGlyph implements StepMatch<Glyph> {

    public static final StepGlyph KIND = new StepGlyph();

    private StepGlyph() {}

    @Override
    public Glyph checkReady(Step.CheckReady step) {
        return Glyph.READ;
    }

    @Override
    public Glyph vetPackages(Step.VetPackages step) {
        return Glyph.ADD;
    }

    @Override
    public Glyph suspendPruning(Step.SuspendPruning step) {
        return Glyph.CHANGE;
    }

    @Override
    public Glyph consentAsHost(Step.ConsentAsHost step) {
        return Glyph.ADD;
    }

    @Override
    public Glyph isolate(Step.Isolate step) {
        return Glyph.OFFLINE;
    }

    @Override
    public Glyph noteLedgerEnd(Step.NoteLedgerEnd step) {
        return Glyph.READ;
    }

    @Override
    public Glyph consentAsParty(Step.ConsentAsParty step) {
        return Glyph.CHANGE;
    }

    @Override
    public Glyph exportAcs(Step.ExportAcs step) {
        return Glyph.READ;
    }

    @Override
    public Glyph restorePruning(Step.RestorePruning step) {
        return Glyph.CHANGE;
    }

    @Override
    public Glyph backUp(Step.BackUp step) {
        return step.backup().match(none -> Glyph.READ, manual -> Glyph.GATE, command -> Glyph.CHANGE);
    }

    @Override
    public Glyph importAcs(Step.ImportAcs step) {
        return Glyph.ADD;
    }

    @Override
    public Glyph reconnect(Step.Reconnect step) {
        return Glyph.ONLINE;
    }

    @Override
    public Glyph restoreAutoConnect(Step.RestoreAutoConnect step) {
        return Glyph.CHANGE;
    }

    @Override
    public Glyph clearOnboarding(Step.ClearOnboarding step) {
        return Glyph.WAIT;
    }

    @Override
    public Glyph checkUnused(Step.CheckUnused step) {
        return Glyph.READ;
    }

    @Override
    public Glyph confirmUnused(Step.ConfirmUnused step) {
        return Glyph.READ;
    }

    @Override
    public Glyph verifyHosting(Step.VerifyHosting step) {
        return Glyph.READ;
    }

    @Override
    public Glyph verifyContracts(Step.VerifyContracts step) {
        return Glyph.READ;
    }
}
