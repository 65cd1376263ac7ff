package io.partita.core.plan;

import io.partita.core.model.PartyId;
import java.util.Optional;

/**
 * What a step is and whom it is about.
 *
 * @param kind a stable word: plan files, events and journals know a kind of step by it
 * @param party empty for steps about a participant as a whole
 */
public record StepSubject(String kind, Optional<PartyId> party) {

    private static final Subjects SUBJECTS = new Subjects();

    public static StepSubject of(Step step) {
        return step.match(SUBJECTS);
    }

    private static StepSubject participants(String kind) {
        return new StepSubject(kind, Optional.empty());
    }

    private static StepSubject partys(String kind, PartyId party) {
        return new StepSubject(kind, Optional.of(party));
    }

    private static final class Subjects implements StepMatch<StepSubject> {
        @Override
        public StepSubject checkReady(Step.CheckReady step) {
            return participants("check-ready");
        }

        @Override
        public StepSubject vetPackages(Step.VetPackages step) {
            return participants("vet-packages");
        }

        @Override
        public StepSubject suspendPruning(Step.SuspendPruning step) {
            return participants("suspend-pruning");
        }

        @Override
        public StepSubject consentAsHost(Step.ConsentAsHost step) {
            return partys("consent-as-host", step.mapping().party());
        }

        @Override
        public StepSubject isolate(Step.Isolate step) {
            return participants("isolate");
        }

        @Override
        public StepSubject noteLedgerEnd(Step.NoteLedgerEnd step) {
            return partys("note-ledger-end", step.party());
        }

        @Override
        public StepSubject consentAsParty(Step.ConsentAsParty step) {
            return partys("consent-as-party", step.mapping().party());
        }

        @Override
        public StepSubject exportAcs(Step.ExportAcs step) {
            return partys("export-acs", step.party());
        }

        @Override
        public StepSubject restorePruning(Step.RestorePruning step) {
            return participants("restore-pruning");
        }

        @Override
        public StepSubject backUp(Step.BackUp step) {
            return participants("back-up");
        }

        @Override
        public StepSubject importAcs(Step.ImportAcs step) {
            return partys("import-acs", step.party());
        }

        @Override
        public StepSubject reconnect(Step.Reconnect step) {
            return participants("reconnect");
        }

        @Override
        public StepSubject restoreAutoConnect(Step.RestoreAutoConnect step) {
            return participants("restore-auto-connect");
        }

        @Override
        public StepSubject clearOnboarding(Step.ClearOnboarding step) {
            return partys("clear-onboarding", step.party());
        }

        @Override
        public StepSubject checkUnused(Step.CheckUnused step) {
            return partys("check-unused", step.party());
        }

        @Override
        public StepSubject confirmUnused(Step.ConfirmUnused step) {
            return partys("confirm-unused", step.party());
        }

        @Override
        public StepSubject verifyHosting(Step.VerifyHosting step) {
            return partys("verify-hosting", step.hosting().party());
        }

        @Override
        public StepSubject verifyContracts(Step.VerifyContracts step) {
            return partys("verify-contracts", step.party());
        }
    }
}
