package io.partita.core.apply;

import io.partita.core.apply.DryRunReport.Forecast;
import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.apply.DryRunReport.Verdict;
import io.partita.core.apply.step.OfflineForecast;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import io.partita.core.provider.KeySigning;
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
    private final KeySigning keys;

    /** @param keys tells whether what was brought is a signature; nothing is signed */
    public OfflineDryRun(SavedPlan plan, StateStore store, ApplyOptions options, KeySigning keys) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.store = Objects.requireNonNull(store, "store");
        this.options = Objects.requireNonNull(options, "options");
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    public DryRunReport report() {
        Optional<Diagnostic> preview = Previews.refusal(plan);
        if (preview.isPresent()) {
            return new DryRunReport(Grade.OFFLINE, ExitStatus.REFUSED, List.of(), List.of(preview.get()), List.of());
        }
        Checked<Recording> recording = store.read();
        Optional<NotBegun> refused = NotBegun.foreseen(plan, options, keys, store, recording);
        if (!recording.isPresent()) {
            return DryRunReport.notBegun(Grade.OFFLINE, refused.orElseThrow());
        }
        State state = recording.value().state();
        List<Diagnostic> diagnostics = new ArrayList<>();
        state.interlocks().forEach(lock -> diagnostics.add(OpenInterlocks.describe(lock)));
        OfflineForecast forecast = new OfflineForecast(plan.plan(), options, keys.transactions());
        List<Forecast> forecasts = new ArrayList<>();
        Optional<ExitStatus> end = Optional.empty();
        for (Wave wave : plan.plan().waves()) {
            List<Forecast> ofWave = wave.steps().stream()
                    .map(step -> forecast.of(step, diagnostics::add))
                    .toList();
            forecasts.addAll(ofWave);
            end = end.or(() -> stopped(ofWave));
        }
        return new DryRunReport(Grade.OFFLINE, end.orElseGet(this::changes), forecasts, diagnostics, List.of())
                .unless(refused);
    }

    /** How a run would end in this wave; empty when nothing here says that it would. */
    private static Optional<ExitStatus> stopped(List<Forecast> wave) {
        if (wave.stream().anyMatch(each -> each.verdict() == Verdict.REFUSED)) {
            return Optional.of(ExitStatus.REFUSED);
        }
        return wave.stream().anyMatch(each -> each.verdict() == Verdict.WOULD_WAIT)
                ? Optional.of(ExitStatus.WAITING)
                : Optional.empty();
    }

    private ExitStatus changes() {
        boolean changes = plan.plan().steps().anyMatch(step -> step.reversal() != Step.Reversal.READS_ONLY);
        return changes ? ExitStatus.DONE : ExitStatus.NOTHING_TO_DO;
    }
}
