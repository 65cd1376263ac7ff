package io.partita.core.apply;

import io.partita.core.model.PartyId;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;
import java.util.Optional;

/** The party that a step is about; empty for a step about a participant. */
final class PartyOf implements StepMatch<Optional<PartyId>> {

    @Override
    public Optional<PartyId> checkReady(Step.CheckReady step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> vetPackages(Step.VetPackages step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> suspendPruning(Step.SuspendPruning step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> consentAsHost(Step.ConsentAsHost step) {
        return Optional.of(step.mapping().party());
    }

    @Override
    public Optional<PartyId> isolate(Step.Isolate step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> noteLedgerEnd(Step.NoteLedgerEnd step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> consentAsParty(Step.ConsentAsParty step) {
        return Optional.of(step.mapping().party());
    }

    @Override
    public Optional<PartyId> exportAcs(Step.ExportAcs step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> restorePruning(Step.RestorePruning step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> backUp(Step.BackUp step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> importAcs(Step.ImportAcs step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> reconnect(Step.Reconnect step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> restoreAutoConnect(Step.RestoreAutoConnect step) {
        return Optional.empty();
    }

    @Override
    public Optional<PartyId> clearOnboarding(Step.ClearOnboarding step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> checkUnused(Step.CheckUnused step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> confirmUnused(Step.ConfirmUnused step) {
        return Optional.of(step.party());
    }

    @Override
    public Optional<PartyId> verifyHosting(Step.VerifyHosting step) {
        return Optional.of(step.hosting().party());
    }

    @Override
    public Optional<PartyId> verifyContracts(Step.VerifyContracts step) {
        return Optional.of(step.party());
    }
}
