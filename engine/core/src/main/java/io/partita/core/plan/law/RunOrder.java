package io.partita.core.plan.law;

import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which steps surely come one after the other. Where they stand in their wave says nothing: steps of one wave run side
 * by side, unless one waits for the other, even by way of others.
 */
final class RunOrder {

    private final Map<StepId, Integer> waves = new HashMap<>();
    private final Map<StepId, Step> steps = new HashMap<>();

    /**
     * The step that was asked about last, and those of its wave that it waits for: laws ask several things of one step.
     */
    private StepId asked;

    private Set<StepId> waitedFor = Set.of();

    RunOrder(List<Wave> all) {
        int number = 0;
        for (Wave wave : all) {
            for (Step step : wave.steps()) {
                waves.put(step.id(), number);
                steps.put(step.id(), step);
            }
            number++;
        }
    }

    /**
     * @return whether a step has ended before another one begins; false for the same one, and for steps that the plan
     *     does not have
     */
    boolean isBefore(StepId earlier, StepId later) {
        Integer one = waves.get(earlier);
        Integer other = waves.get(later);
        if (one == null || other == null) {
            return false;
        }
        return one < other || one.equals(other) && waitsFor(later, earlier);
    }

    private boolean waitsFor(StepId later, StepId earlier) {
        if (steps.get(later).head().after().contains(earlier)) {
            return true;
        }
        if (!later.equals(asked)) {
            asked = later;
            waitedFor = waitedForBy(later);
        }
        return waitedFor.contains(earlier);
    }

    private Set<StepId> waitedForBy(StepId later) {
        Integer wave = waves.get(later);
        Set<StepId> all = new HashSet<>();
        Deque<StepId> open = new ArrayDeque<>(Set.of(later));
        while (!open.isEmpty()) {
            steps.get(open.pop()).head().after().stream()
                    .filter(id -> wave.equals(waves.get(id)) && all.add(id))
                    .forEach(open::push);
        }
        return all;
    }
}
