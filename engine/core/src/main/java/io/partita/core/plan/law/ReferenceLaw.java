package io.partita.core.plan.law;

import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.HashMap;
import java.util.Map;

/** A step that uses what another one found names an earlier step of the right kind. */
final class ReferenceLaw extends Law {

    private final Map<StepId, Step> earlier = new HashMap<>();

    ReferenceLaw(Plan plan, RunOrder order) {
        super(plan, order);
    }

    @Override
    void step(Step step) {
        if (step instanceof Step.ExportAcs export) {
            follows(export, export.beginNoted(), Step.NoteLedgerEnd.class);
            follows(export, export.consent(), Step.ConsentAsParty.class);
        } else if (step instanceof Step.ImportAcs imported) {
            follows(imported, imported.isolation(), Step.Isolate.class);
            follows(imported, imported.consent(), Step.ConsentAsParty.class);
            follows(imported, imported.export(), Step.ExportAcs.class);
        } else if (step instanceof Step.Reconnect reconnect) {
            reconnect.imports().forEach(imported -> follows(reconnect, imported, Step.ImportAcs.class));
        } else if (step instanceof Step.ClearOnboarding clearing) {
            clearing.consent().ifPresent(consent -> follows(clearing, consent, Step.ConsentAsParty.class));
            clearing.reconnect().ifPresent(reconnect -> follows(clearing, reconnect, Step.Reconnect.class));
        } else if (step instanceof Step.ConfirmUnused confirm) {
            follows(confirm, confirm.beginNoted(), Step.NoteLedgerEnd.class);
            follows(confirm, confirm.consent(), Step.ConsentAsParty.class);
        }
        earlier.put(step.id(), step);
    }

    private void follows(Step step, StepId named, Class<? extends Step> kind) {
        if (!kind.isInstance(earlier.get(named))) {
            broken(
                    step,
                    "'" + step.id() + "' names '" + named + "', which is no such step before it",
                    "it uses what that step found");
        } else {
            after(step, named, "it uses what that step found");
        }
    }
}
