package io.partita.cli.command;

import io.partita.cli.report.DriftReport;
import io.partita.cli.report.HostNames;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.drift.AppliedHosting;
import io.partita.core.drift.AppliedHostings;
import io.partita.core.model.PartyId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.StateStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /**
     * What complete runs made of some parties, for the last run of each: of runs before all of these no plan is read.
     *
     * @param parties about which it is asked
     */
    static Checked<AppliedHostings> of(StateStore store, Set<PartyId> parties) {
        return store.read().map(recording -> {
            List<RunSummary> complete = recording.state().runs().stream()
                    .filter(run -> run.exit().map(ExitStatus::isComplete).orElse(false))
                    .toList();
            Set<PartyId> left = new HashSet<>(parties);
            Deque<Runnable> oldestFirst = new ArrayDeque<>();
            AppliedHostings applied = new AppliedHostings();
            for (int at = complete.size() - 1; at >= 0 && !left.isEmpty(); at--) {
                RunSummary run = complete.get(at);
                Plans.started(store, run.id()).optional().map(SavedPlan::plan).ifPresent(plan -> {
                    plan.content().parties().forEach(change -> left.remove(change.party()));
                    oldestFirst.addFirst(() -> applied.add(run, plan));
                });
            }
            oldestFirst.forEach(Runnable::run);
            return applied;
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
        HostNames names = HostNames.of(plan);
        return plan.content().parties().stream()
                .flatMap(change ->
                        applied.of(change.party()).flatMap(last -> undone(applied, last, plan, change, names)).stream())
                .toList();
    }

    private static Optional<Diagnostic> undone(
            AppliedHostings applied, AppliedHosting last, Plan plan, PartyChange change, HostNames names) {
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
