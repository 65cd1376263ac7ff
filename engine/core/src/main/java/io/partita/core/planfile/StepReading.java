package io.partita.core.planfile;

import static io.partita.core.planfile.ValueReading.participant;
import static io.partita.core.planfile.ValueReading.participants;
import static io.partita.core.planfile.ValueReading.party;
import static io.partita.core.planfile.ValueReading.sorted;
import static io.partita.core.planfile.ValueReading.step;

import io.partita.core.json.Fields;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;

/** Reads one step. */
final class StepReading {

    private StepReading() {}

    static Step read(Fields fields) {
        Step.Head head = new Step.Head(
                step(fields, "id"),
                participant(fields, "participant"),
                fields.optionalText("operator"),
                sorted(fields, "after", StepId::new),
                sorted(fields, "facts", FactId::new),
                ValueReading.word(fields, "reversal", Step.Reversal.class),
                fields.text("why"));
        return switch (fields.text("kind")) {
            case "check-ready" -> new Step.CheckReady(head);
            case "vet-packages" ->
                new Step.VetPackages(
                        head, ValueReading.packages(fields, "packages"), fields.objects("dars", ValueReading::dar));
            case "suspend-pruning" -> new Step.SuspendPruning(head, fields.object("schedule", ValueReading::schedule));
            case "consent-as-host" ->
                new Step.ConsentAsHost(
                        head, fields.object("mapping", ValueReading::mapping), participant(fields, "owner"));
            case "isolate" -> new Step.Isolate(head, fields.objects("connections", ValueReading::connection));
            case "note-ledger-end" -> new Step.NoteLedgerEnd(head, party(fields), participant(fields, "target"));
            case "consent-as-party" ->
                new Step.ConsentAsParty(
                        head, fields.object("mapping", ValueReading::mapping), participants(fields, "isolated"));
            case "export-acs" ->
                new Step.ExportAcs(
                        head,
                        party(fields),
                        participant(fields, "target"),
                        step(fields, "beginNoted"),
                        step(fields, "consent"));
            case "restore-pruning" -> new Step.RestorePruning(head, fields.object("schedule", ValueReading::schedule));
            case "back-up" -> new Step.BackUp(head, fields.object("backup", ValueReading::backup));
            case "import-acs" ->
                new Step.ImportAcs(
                        head,
                        party(fields),
                        participant(fields, "source"),
                        step(fields, "export"),
                        step(fields, "isolation"),
                        step(fields, "consent"));
            case "reconnect" ->
                new Step.Reconnect(
                        head,
                        fields.objects("connections", ValueReading::connection),
                        sorted(fields, "imports", StepId::new));
            case "restore-auto-connect" ->
                new Step.RestoreAutoConnect(head, fields.objects("connections", ValueReading::connection));
            case "clear-onboarding" ->
                new Step.ClearOnboarding(
                        head,
                        party(fields),
                        fields.object("cleared", ValueReading::mapping),
                        fields.optionalText("consent").map(StepId::new),
                        fields.optionalText("reconnect").map(StepId::new));
            case "check-unused" -> new Step.CheckUnused(head, party(fields), participants(fields, "targets"));
            case "confirm-unused" ->
                new Step.ConfirmUnused(
                        head,
                        party(fields),
                        participants(fields, "targets"),
                        step(fields, "beginNoted"),
                        step(fields, "consent"));
            case "verify-hosting" -> new Step.VerifyHosting(head, fields.object("hosting", ValueReading::hosting));
            case "verify-contracts" -> new Step.VerifyContracts(head, party(fields), participant(fields, "source"));
            default -> throw fields.wrong("kind", "this kind of step is not known");
        };
    }
}
