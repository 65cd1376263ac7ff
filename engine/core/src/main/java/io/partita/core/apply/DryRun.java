package io.partita.core.apply;

import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.step.StepForecast;
import io.partita.core.apply.step.StepWork;
import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Network;
import io.partita.core.state.ExitStatus;
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

/**
 * Probes and facts only, each step by itself: it says how much of a step it could look at, and never more than that.
 */
final class DryRun {

    private final SavedPlan plan;
    private final Network network;
    private final KeySigning keys;
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
            KeySigning keys,
            StateStore store,
            Workspace workspace,
            ApplyOptions options,
            Ticker ticker,
            Announcer announcer,
            StopSwitch stop) {
        this.plan = plan;
        this.network = network;
        this.keys = keys;
        this.store = store;
        this.workspace = workspace;
        this.options = options;
        this.ticker = ticker;
        this.announcer = announcer;
        this.stop = stop;
    }

    DryRunReport report() {
        Optional<Diagnostic> preview = Previews.refusal(plan);
        if (preview.isPresent()) {
            return new DryRunReport(Grade.LIVE, ExitStatus.REFUSED, List.of(), List.of(preview.get()), List.of());
        }
        Checked<Recording> recording = store.read();
        Optional<NotBegun> refused = NotBegun.foreseen(plan, options, keys, store, recording);
        if (!recording.isPresent()) {
            return DryRunReport.notBegun(Grade.LIVE, refused.orElseThrow());
        }
        ActiveRun run = run(recording.value());
        run.interlocks().forEach(lock -> diagnostics.add(OpenInterlocks.describe(lock)));
        List<Forecast> forecasts = new ArrayList<>();
        Optional<ExitStatus> end = Optional.empty();
        for (Wave wave : plan.plan().waves()) {
            List<Diagnostic> against = new ArrayList<>();
            List<Forecast> ofWave = wave.steps().stream()
                    .map(step -> new StepForecast(new StepWork(run, step)).of(against::add))
                    .toList();
            forecasts.addAll(ofWave);
            boolean waits = end.equals(Optional.of(ExitStatus.WAITING));
            if (end.isEmpty() || waits) {
                // A run that fails here comes to nothing that speaks against later steps; one that waits goes on.
                diagnostics.addAll(against);
                end = waits ? end : stopped(ofWave);
            }
        }
        ExitStatus exit = end.orElseGet(() -> complete(forecasts));
        List<NextCommand> next =
                exit == ExitStatus.STALE && run.interlocks().isEmpty() ? List.of(NextCommand.plan()) : List.of();
        return new DryRunReport(Grade.LIVE, exit, forecasts, diagnostics, next).unless(refused);
    }

    private ActiveRun run(Recording recording) {
        State state = recording.state();
        RunId id = state.unfinishedRun()
                .filter(run -> run.planHash().equals(plan.hash()))
                .map(RunSummary::id)
                .orElseGet(() -> RunIds.fresh(ticker.instant()));
        OpenState recorded = new OpenState(new RecordedLease(recording, ticker));
        return new ActiveRun(
                plan.plan(),
                network,
                keys,
                recorded,
                workspace,
                id,
                options,
                ticker,
                announcer,
                stop,
                Consent.NOT_WANTED);
    }

    /** How a run would end in this wave; empty when it would go on. */
    private static Optional<ExitStatus> stopped(List<Forecast> wave) {
        if (any(wave, Verdict.UNREADABLE)) {
            return Optional.of(ExitStatus.ERROR);
        }
        if (any(wave, Verdict.REFUSED)) {
            return Optional.of(ExitStatus.REFUSED);
        }
        if (any(wave, Verdict.STALE)) {
            return Optional.of(ExitStatus.STALE);
        }
        return any(wave, Verdict.WOULD_WAIT) ? Optional.of(ExitStatus.WAITING) : Optional.empty();
    }

    private static ExitStatus complete(List<Forecast> forecasts) {
        boolean changes = forecasts.stream()
                .anyMatch(forecast -> forecast.verdict() == Verdict.WOULD_APPLY
                        && forecast.step().reversal() != Step.Reversal.READS_ONLY);
        return changes ? ExitStatus.DONE : ExitStatus.NOTHING_TO_DO;
    }

    private static boolean any(List<Forecast> forecasts, Verdict verdict) {
        return forecasts.stream().anyMatch(forecast -> forecast.verdict() == verdict);
    }
}
