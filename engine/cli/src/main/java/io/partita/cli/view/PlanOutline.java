package io.partita.cli.view;

import io.partita.cli.text.Formats;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one has to know of a plan before its steps: how much changes, who is offline when, and from where on there is no way back. */
final class PlanOutline {

    private final Plan plan;

    PlanOutline(Plan plan) {
        this.plan = plan;
    }

    /**
     * A stretch of waves in which a participant is away from every synchronizer.
     *
     * @param participant who
     * @param first number of the wave in which it leaves
     * @param last number of the wave in which it comes back
     */
    record Window(ParticipantName participant, int first, int last) {
        @Override
        public String toString() {
            String waves = first == last ? "wave " + first : "waves " + first + "-" + last;
            return participant + " will be offline during " + waves;
        }
    }

    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        Map<ParticipantName, Integer> open = new LinkedHashMap<>();
        int lastWave = 0;
        for (Wave wave : plan.waves()) {
            lastWave = wave.number();
            for (Step step : wave.steps()) {
                if (step instanceof Step.Isolate) {
                    open.putIfAbsent(step.participant(), wave.number());
                } else if (step instanceof Step.Reconnect && open.containsKey(step.participant())) {
                    windows.add(new Window(step.participant(), open.remove(step.participant()), wave.number()));
                }
            }
        }
        for (Map.Entry<ParticipantName, Integer> left : open.entrySet()) {
            windows.add(new Window(left.getKey(), left.getValue(), lastWave));
        }
        return windows;
    }

    /** The first wave with a step that cannot be taken back. */
    Optional<Wave> pointOfNoReturn() {
        return plan.waves().stream()
                .filter(wave -> wave.steps().stream().anyMatch(PlanOutline::isIrreversible))
                .findFirst();
    }

    List<Step> irreversible() {
        return plan.steps().filter(PlanOutline::isIrreversible).toList();
    }

    long changedParties() {
        return plan.content().parties().size();
    }

    /** What a participant runs, and the protocol version that it speaks here. */
    String versions(PlannedParticipant participant) {
        return "release " + participant.release() + ", protocol version "
                + plan.synchronizer().protocolVersion();
    }

    /** One line that scripts and eyes can rely on. */
    String summary() {
        if (plan.isEmpty()) {
            return "Plan: nothing to do; " + Formats.of(plan.content().unchanged().size(), "party") + " as declared.";
        }
        long parties = changedParties();
        StringBuilder summary = new StringBuilder("Plan: ");
        summary.append(parties == 0 ? "no party" : Formats.of(parties, "party"))
                .append(" to change, ")
                .append(Formats.of(plan.steps().count(), "step"))
                .append(" in ")
                .append(Formats.of(plan.waves().size(), "wave"));
        windows().forEach(window -> summary.append("; ").append(window));
        return summary.append(".").toString();
    }

    static boolean isIrreversible(Step step) {
        return step.reversal() == Step.Reversal.IRREVERSIBLE;
    }
}
