package io.partita.core.apply;

import io.partita.core.apply.DryRunReport.Coverage;
import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.PackageId;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.MovedFact;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;
import io.partita.core.store.OpenState;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import io.partita.core.store.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Probes and facts only, each step by itself: it says how much of a step it could look at, and never more than that. */
final class DryRun {

    private final SavedPlan plan;
    private final Network network;
    private final StateStore store;
    private final Workspace workspace;
    private final ApplyOptions options;
    private final Ticker ticker;
    private final Announcer announcer;
    private final StopSwitch stop;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    DryRun(
            SavedPlan plan,
            Network network,
            StateStore store,
            Workspace workspace,
            ApplyOptions options,
            Ticker ticker,
            Announcer announcer,
            StopSwitch stop) {
        this.plan = plan;
        this.network = network;
        this.store = store;
        this.workspace = workspace;
        this.options = options;
        this.ticker = ticker;
        this.announcer = announcer;
        this.stop = stop;
    }

    DryRunReport report() {
        Checked<Recording> recording = store.read();
        if (!recording.isPresent()) {
            return new DryRunReport(ExitStatus.ERROR, List.of(), recording.diagnostics());
        }
        ActiveRun run = run(recording.value());
        run.interlocks().forEach(lock -> diagnostics.add(OpenInterlocks.describe(lock)));
        List<Forecast> forecasts = new ArrayList<>();
        plan.plan().steps().forEach(step -> forecasts.add(forecast(new StepWork(run, step))));
        return new DryRunReport(exit(forecasts), forecasts, diagnostics);
    }

    private ActiveRun run(Recording recording) {
        State state = recording.state();
        RunId id = state.unfinishedRun()
                .filter(run -> run.planHash().equals(plan.hash()))
                .map(RunSummary::id)
                .orElseGet(() -> RunIds.fresh(ticker.instant()));
        OpenState recorded = new OpenState(new RecordedLease(recording, ticker));
        return new ActiveRun(plan.plan(), network, recorded, workspace, id, options, ticker, announcer, stop);
    }

    private Forecast forecast(StepWork work) {
        Execution execution = StepExecutions.of(work);
        Step step = work.step();
        try {
            if (work.record().isDone()) {
                return new Forecast(
                        step,
                        Verdict.IN_PLACE,
                        Coverage.PROBED_AND_FACTS_READ,
                        "done by run " + work.run().id());
            }
            Coverage coverage = execution.coverage();
            Probe probe = execution.probe();
            if (probe.isDone()) {
                return new Forecast(step, Verdict.IN_PLACE, coverage, probe.found());
            }
            Optional<MovedFact> moved = firstMoved(work);
            if (moved.isPresent()) {
                return stale(step, moved.get());
            }
            String found = step instanceof Step.CheckReady ? execution.verify() : probe.found();
            return new Forecast(step, Verdict.WOULD_APPLY, covered(coverage, step), found);
        } catch (CallFailed e) {
            diagnostics.add(CallDiagnostics.of(e.failure(), step, CallDiagnostics.Reach.UNTOUCHED));
            return new Forecast(
                    step, Verdict.UNREADABLE, Coverage.FACTS_READ, e.failure().toString());
        } catch (Ended e) {
            return ended(step, e);
        } catch (Stopped e) {
            return new Forecast(step, Verdict.UNREADABLE, Coverage.FACTS_READ, "stopped");
        }
    }

    private static Coverage covered(Coverage coverage, Step step) {
        boolean facts = !step.head().facts().isEmpty();
        return coverage == Coverage.DEPENDS_ON_EARLIER_STEPS && facts ? Coverage.FACTS_READ : coverage;
    }

    private Forecast stale(Step step, MovedFact moved) {
        diagnostics.add(Diagnostic.error("fact-moved", moved.fact() + " is no longer what the plan was made on")
                .because("expected " + moved.expected() + "; found " + moved.found())
                .fix("Plan again, review the new plan, and apply that one.")
                .about(step.participant().name()));
        return new Forecast(step, Verdict.STALE, Coverage.PROBED_AND_FACTS_READ, moved.found());
    }

    private Forecast ended(Step step, Ended end) {
        Diagnostic diagnostic = end.outcome().match(new DiagnosticOf()).orElseThrow();
        Verdict verdict = step instanceof Step.CheckReady ? Verdict.REFUSED : Verdict.WOULD_APPLY;
        if (verdict == Verdict.REFUSED) {
            diagnostics.add(diagnostic);
        }
        return new Forecast(step, verdict, Coverage.DEPENDS_ON_EARLIER_STEPS, diagnostic.summary());
    }

    private Optional<MovedFact> firstMoved(StepWork work) throws CallFailed {
        FactReading reading =
                new FactReading(work.plan(), network, work.options().acceptedReleases());
        for (FactId id : work.step().head().facts()) {
            Fact fact = work.plan().fact(id).orElseThrow();
            Optional<MovedFact> moved = reading.read(withoutOwnVettings(fact));
            if (moved.isPresent()) {
                return moved;
            }
        }
        return Optional.empty();
    }

    /** What this plan vets itself need not be vetted yet. */
    private Fact withoutOwnVettings(Fact fact) {
        if (!(fact instanceof Fact.VettedFact vetted)) {
            return fact;
        }
        TreeSet<PackageId> before = new TreeSet<>(vetted.vetted());
        plan.plan().steps().forEach(step -> {
            if (step instanceof Step.VetPackages vet && vet.participant().equals(vetted.participant())) {
                before.removeAll(vet.packages());
            }
        });
        return new Fact.VettedFact(vetted.id(), vetted.participant(), before);
    }

    private static ExitStatus exit(List<Forecast> forecasts) {
        if (any(forecasts, Verdict.UNREADABLE)) {
            return ExitStatus.ERROR;
        }
        if (any(forecasts, Verdict.REFUSED)) {
            return ExitStatus.REFUSED;
        }
        if (any(forecasts, Verdict.STALE)) {
            return ExitStatus.STALE;
        }
        boolean changes = forecasts.stream()
                .anyMatch(forecast -> forecast.verdict() == Verdict.WOULD_APPLY
                        && forecast.step().head().reversal() != Step.Reversal.READS_ONLY);
        return changes ? ExitStatus.DONE : ExitStatus.NOTHING_TO_DO;
    }

    private static boolean any(List<Forecast> forecasts, Verdict verdict) {
        return forecasts.stream().anyMatch(forecast -> forecast.verdict() == verdict);
    }
}
