package io.partita.cli.report;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Wave;
import java.util.List;
import java.util.Objects;

/**
 * Steps that run side by side.
 *
 * @param number from 0
 * @param title what it is for
 * @param offline who is away from every synchronizer meanwhile
 * @param steps at least one
 */
public record WaveReport(int number, String title, List<ParticipantName> offline, List<StepReport> steps) {

    public WaveReport {
        Objects.requireNonNull(title, "title");
        offline = List.copyOf(offline);
        steps = List.copyOf(steps);
    }

    static WaveReport of(Wave wave, List<WindowReport> windows) {
        return new WaveReport(
                wave.number(),
                wave.title(),
                windows.stream()
                        .filter(window -> window.contains(wave.number()))
                        .map(WindowReport::target)
                        .toList(),
                wave.steps().stream().map(StepReport::of).toList());
    }
}
