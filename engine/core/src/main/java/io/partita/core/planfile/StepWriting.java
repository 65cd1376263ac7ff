package io.partita.core.planfile;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepMatch;
import io.partita.core.plan.StepSubject;

/** Writes what is particular to a kind of step. */
final class StepWriting implements StepMatch<CanonicalJson> {

    private final CanonicalJson json;
    private final ValueWriting values;

    StepWriting(CanonicalJson json) {
        this.json = json;
        this.values = new ValueWriting(json);
    }

    void write(Step step) {
        step.match(this);
    }

    private CanonicalJson start(Step step) {
        Step.Head head = step.head();
        return json.text("id", head.id())
                .text("kind", StepSubject.of(step).kind())
                .text("participant", head.participant())
                .optionalText("operator", head.operator())
                .texts("after", head.after())
                .texts("facts", head.facts())
                .text("reversal", Words.of(head.reversal()))
                .text("why", head.why());
    }

    @Override
    public CanonicalJson checkReady(Step.CheckReady step) {
        return start(step);
    }

    @Override
    public CanonicalJson vetPackages(Step.VetPackages step) {
        start(step).texts("packages", step.packages());
        values.dars(step.dars());
        return json;
    }

    @Override
    public CanonicalJson suspendPruning(Step.SuspendPruning step) {
        start(step);
        values.schedule(step.schedule());
        return json;
    }

    @Override
    public CanonicalJson consentAsHost(Step.ConsentAsHost step) {
        start(step).text("owner", step.owner());
        values.mapping("mapping", step.mapping());
        return json;
    }

    @Override
    public CanonicalJson isolate(Step.Isolate step) {
        start(step);
        values.connections(step.connections());
        return json;
    }

    @Override
    public CanonicalJson noteLedgerEnd(Step.NoteLedgerEnd step) {
        return start(step).text("party", step.party()).text("target", step.target());
    }

    @Override
    public CanonicalJson consentAsParty(Step.ConsentAsParty step) {
        start(step).texts("isolated", step.isolated());
        values.mapping("mapping", step.mapping());
        return json;
    }

    @Override
    public CanonicalJson exportAcs(Step.ExportAcs step) {
        return start(step)
                .text("party", step.party())
                .text("target", step.target())
                .text("beginNoted", step.beginNoted())
                .text("consent", step.consent());
    }

    @Override
    public CanonicalJson restorePruning(Step.RestorePruning step) {
        start(step);
        values.schedule(step.schedule());
        return json;
    }

    @Override
    public CanonicalJson backUp(Step.BackUp step) {
        start(step);
        values.backup(step.backup());
        return json;
    }

    @Override
    public CanonicalJson importAcs(Step.ImportAcs step) {
        return start(step)
                .text("party", step.party())
                .text("source", step.source())
                .text("export", step.export())
                .text("isolation", step.isolation())
                .text("consent", step.consent());
    }

    @Override
    public CanonicalJson reconnect(Step.Reconnect step) {
        start(step);
        values.connections(step.connections());
        return json.texts("imports", step.imports());
    }

    @Override
    public CanonicalJson restoreAutoConnect(Step.RestoreAutoConnect step) {
        start(step);
        values.connections(step.connections());
        return json;
    }

    @Override
    public CanonicalJson clearOnboarding(Step.ClearOnboarding step) {
        start(step).text("party", step.party());
        values.mapping("cleared", step.cleared());
        return json.optionalText("consent", step.consent()).optionalText("reconnect", step.reconnect());
    }

    @Override
    public CanonicalJson checkUnused(Step.CheckUnused step) {
        return start(step).text("party", step.party()).texts("targets", step.targets());
    }

    @Override
    public CanonicalJson confirmUnused(Step.ConfirmUnused step) {
        return start(step)
                .text("party", step.party())
                .texts("targets", step.targets())
                .text("beginNoted", step.beginNoted())
                .text("consent", step.consent());
    }

    @Override
    public CanonicalJson verifyHosting(Step.VerifyHosting step) {
        start(step);
        values.hosting("hosting", step.hosting());
        return json;
    }

    @Override
    public CanonicalJson verifyContracts(Step.VerifyContracts step) {
        return start(step).text("party", step.party()).text("source", step.source());
    }
}
