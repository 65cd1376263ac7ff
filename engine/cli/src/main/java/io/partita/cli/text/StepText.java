package io.partita.cli.text;

import io.partita.core.model.PartyId;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;
import java.util.Collection;
import java.util.stream.Collectors;

/** What a step does, in a few words that follow the participant's name. */
public final class StepText implements StepMatch<String> {

    public static final StepText ACTION = new StepText();

    private StepText() {}

    public static String of(Step step) {
        return step.match(ACTION);
    }

    /** The part of a party's id that people call it by. */
    public static String name(PartyId party) {
        return party.uid().identifier();
    }

    @Override
    public String checkReady(Step.CheckReady step) {
        return "check that it is ready";
    }

    @Override
    public String vetPackages(Step.VetPackages step) {
        String from = step.dars().stream()
                .map(dar -> dar.match(DarSource.DarFile::path, stored -> stored.name() + " of " + stored.source()))
                .collect(Collectors.joining(", "));
        return "vet " + Formats.of(step.packages().size(), "package") + (from.isEmpty() ? "" : " from " + from);
    }

    @Override
    public String suspendPruning(Step.SuspendPruning step) {
        return "suspend pruning (" + step.schedule().cron() + ")";
    }

    @Override
    public String consentAsHost(Step.ConsentAsHost step) {
        return "consent to host " + name(step.mapping().party());
    }

    @Override
    public String isolate(Step.Isolate step) {
        return "disconnect from " + aliases(step.connections()) + " and stay away";
    }

    @Override
    public String noteLedgerEnd(Step.NoteLedgerEnd step) {
        return "note the ledger end for " + name(step.party());
    }

    @Override
    public String consentAsParty(Step.ConsentAsParty step) {
        return "consent as " + name(step.mapping().party()) + ": hosting becomes effective (serial "
                + step.mapping().serial() + ")";
    }

    @Override
    public String exportAcs(Step.ExportAcs step) {
        return "export the contracts of " + name(step.party()) + " for " + step.target();
    }

    @Override
    public String restorePruning(Step.RestorePruning step) {
        return "restore pruning (" + step.schedule().cron() + ")";
    }

    @Override
    public String backUp(Step.BackUp step) {
        return step.backup()
                .match(
                        none -> "no backup (none declared)",
                        manual -> "back it up: a person does, apply stops here",
                        command -> "back it up: " + String.join(" ", command.words()));
    }

    @Override
    public String importAcs(Step.ImportAcs step) {
        return "import the contracts of " + name(step.party()) + " and compare them";
    }

    @Override
    public String reconnect(Step.Reconnect step) {
        return "reconnect to " + aliases(step.connections()) + " and catch up";
    }

    @Override
    public String restoreAutoConnect(Step.RestoreAutoConnect step) {
        return "connect by itself again at start";
    }

    @Override
    public String clearOnboarding(Step.ClearOnboarding step) {
        return "wait until the onboarding flag of " + name(step.party()) + " is cleared";
    }

    @Override
    public String checkUnused(Step.CheckUnused step) {
        return "check again that " + name(step.party()) + " is unused";
    }

    @Override
    public String confirmUnused(Step.ConfirmUnused step) {
        return "confirm that no contract of " + name(step.party()) + " slipped in";
    }

    @Override
    public String verifyHosting(Step.VerifyHosting step) {
        return "verify the hosting of " + name(step.hosting().party());
    }

    @Override
    public String verifyContracts(Step.VerifyContracts step) {
        return "verify the contracts of " + name(step.party()) + " against " + step.source();
    }

    private static String aliases(Collection<PlannedConnection> connections) {
        return connections.stream().map(PlannedConnection::alias).collect(Collectors.joining(", "));
    }
}
