package io.partita.cli.answer;

import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The party that a step is about; empty for steps about a participant as a whole. */
public final class StepParty implements StepMatch<Optional<PartyId>> {

    private static final StepParty OF = new StepParty();

    private StepParty() {}

    public static Optional<PartyId> of(Step step) {
        return step.match(OF);
    }

    /** Names, as declared, of the parties for which the plan does something that cannot be taken back: what {@code --confirm} is asked for. */
    public static SortedSet<String> irreversible(Plan plan) {
        Map<PartyId, String> names = plan.parties().stream()
                .collect(Collectors.toMap(change -> change.after().party(), PartyChange::name, (one, other) -> one));
        Function<PartyId, String> name = party -> names.getOrDefault(party, party.toString());
        return plan.steps()
                .filter(step -> step.head().reversal() == Step.Reversal.IRREVERSIBLE)
                .flatMap(step -> of(step).stream())
                .map(name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

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
