package io.partita.cli.command;

import io.partita.cli.report.DriftReport;
import io.partita.cli.report.HostNames;
import io.partita.cli.unit.Plans;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.drift.AppliedHosting;
import io.partita.core.drift.AppliedHostings;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the runs of a folder have made of parties. */
final class Applied {

    private Applied() {}

    /** What complete runs made of parties, and a word about one that is not complete. */
    static Checked<AppliedHostings> of(StateStore store) {
        return store.read().then(recording -> {
            State state = recording.state();
            AppliedHostings applied = new AppliedHostings();
            List<Diagnostic> said = new ArrayList<>();
            state.runs().stream()
                    .filter(run -> run.exit().map(ExitStatus::isComplete).orElse(false))
                    .forEach(run -> {
                        var plan = Plans.started(store, run.id());
                        plan.optional().ifPresent(saved -> applied.add(run, saved.plan()));
                        said.addAll(plan.diagnostics());
                    });
            state.unfinishedRun().map(Applied::unfinished).ifPresent(said::add);
            return Checked.of(applied, said);
        });
    }

    private static Diagnostic unfinished(RunSummary run) {
        return Diagnostic.warning("drift-amid-a-run", "run " + run.id() + " is not finished")
                .because("what it has changed so far is told as drift from what was applied before it")
                .fix("Go on with it, then look again.")
                .next(NextCommand.resume());
    }

    /** A note for each party of a plan that is put back to what a run had made of it. */
    static List<Diagnostic> undone(AppliedHostings applied, Plan plan) {
        return plan.content().parties().stream()
                .flatMap(change ->
                        applied.of(change.party()).flatMap(last -> undone(applied, last, plan, change)).stream())
                .toList();
    }

    private static Optional<Diagnostic> undone(
            AppliedHostings applied, AppliedHosting last, Plan plan, PartyChange change) {
        HostNames names = HostNames.of(plan);
        String points = applied.undoneBy(plan, change).stream()
                .map(point -> DriftReport.Point.of(point, names).what())
                .collect(Collectors.joining("; "));
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnostic.note("drift-undone", change.name() + ": this plan undoes drift")
                        .because(points + ", and run " + last.run().id() + " had left it otherwise")
                        .about(change.name()));
    }
}
