package io.partita.cli.report;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A stretch of waves in which a participant is away from every synchronizer.
 *
 * @param target who
 * @param first number of the wave in which it leaves
 * @param last number of the wave in which it comes back
 */
public record WindowReport(ParticipantName target, int first, int last) {

    public WindowReport {
        Objects.requireNonNull(target, "target");
    }

    static List<WindowReport> of(Plan plan) {
        Map<StepId, Integer> waves = new HashMap<>();
        List<Step.Isolate> isolations = new ArrayList<>();
        for (Wave wave : plan.waves()) {
            for (Step step : wave.steps()) {
                waves.put(step.id(), wave.number());
                if (step.kind() == Step.Kind.ISOLATE) {
                    isolations.add((Step.Isolate) step);
                }
            }
        }
        return isolations.stream()
                .map(isolation -> new WindowReport(
                        isolation.window().target(), waves.get(isolation.id()), waves.get(isolation.reconnect())))
                .toList();
    }

    public boolean contains(int wave) {
        return first <= wave && wave <= last;
    }

    /** For people, without a full stop. */
    public String sentence() {
        String waves = first == last ? "wave " + first : "waves " + first + "-" + last;
        return target + " will be offline during " + waves;
    }
}
