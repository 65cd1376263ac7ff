package io.partita.core.apply;

import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.step.OfflineForecast;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.State;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the plan, the folder and its state say of a run, with nobody asked: no participant is called, no secret read, no
 * program started, nothing written.
 */
public final class OfflineDryRun {

    private final SavedPlan plan;
    private final StateStore store;
    private final ApplyOptions options;

    public OfflineDryRun(SavedPlan plan, StateStore store, ApplyOptions options) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.store = Objects.requireNonNull(store, "store");
        this.options = Objects.requireNonNull(options, "options");
    }

    public DryRunReport report() {
        Optional<Diagnostic> preview = Previews.refusal(plan);
        if (preview.isPresent()) {
            return new DryRunReport(Grade.OFFLINE, ExitStatus.REFUSED, List.of(), List.of(preview.get()));
        }
        Checked<Recording> recording = store.read();
        if (!recording.isPresent()) {
            return new DryRunReport(Grade.OFFLINE, ExitStatus.ERROR, List.of(), recording.diagnostics());
        }
        State state = recording.value().state();
        List<Diagnostic> diagnostics = new ArrayList<>();
        state.interlocks().forEach(lock -> diagnostics.add(OpenInterlocks.describe(lock)));
        OfflineForecast forecast = new OfflineForecast(plan.plan(), options);
        List<Forecast> forecasts = plan.plan()
                .steps()
                .map(step -> forecast.of(step, diagnostics::add))
                .toList();
        boolean refused = forecasts.stream().anyMatch(each -> each.verdict() == Verdict.REFUSED);
        return new DryRunReport(Grade.OFFLINE, refused ? ExitStatus.REFUSED : changes(), forecasts, diagnostics);
    }

    private ExitStatus changes() {
        boolean changes = plan.plan().steps().anyMatch(step -> step.reversal() != Step.Reversal.READS_ONLY);
        return changes ? ExitStatus.DONE : ExitStatus.NOTHING_TO_DO;
    }
}
