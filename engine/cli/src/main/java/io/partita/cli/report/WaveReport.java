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
 * @param told the same steps, with those that are done for parties that are alike as one: its words are about all of
 *     them, its id is that of the first
 */
public record WaveReport(
        int number, String title, List<ParticipantName> offline, List<StepReport> steps, List<StepReport> told) {

    public WaveReport {
        Objects.requireNonNull(title, "title");
        offline = List.copyOf(offline);
        steps = List.copyOf(steps);
        told = List.copyOf(told);
    }

    static WaveReport of(Wave wave, List<WindowReport> windows, Alikes alikes) {
        return new WaveReport(
                wave.number(),
                wave.title(),
                windows.stream()
                        .filter(window -> window.contains(wave.number()))
                        .map(WindowReport::target)
                        .toList(),
                wave.steps().stream().map(StepReport::of).toList(),
                alikes.told(wave));
    }
}
