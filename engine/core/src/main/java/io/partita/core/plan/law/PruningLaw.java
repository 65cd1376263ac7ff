package io.partita.core.plan.law;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import java.util.HashMap;
import java.util.Map;

/** A schedule that is suspended is restored as it was, and nothing is noted for an export or exported while pruning may run. */
final class PruningLaw extends Law {

    private final Map<ParticipantName, PruningSchedule> schedules = new HashMap<>();
    private final Map<ParticipantName, Step.SuspendPruning> suspended = new HashMap<>();

    PruningLaw(Plan plan) {
        super(plan);
        for (Fact fact : plan.facts()) {
            if (fact instanceof Fact.PruningFact pruning) {
                pruning.schedule().ifPresent(schedule -> schedules.put(fact.participant(), schedule));
            }
        }
    }

    @Override
    void step(Step step) {
        if (step instanceof Step.SuspendPruning suspend) {
            if (suspended.put(step.participant(), suspend) != null) {
                broken(
                        step,
                        "'" + step.id() + "' suspends what is suspended already",
                        "a schedule is restored before it is suspended again");
            }
            if (!suspend.schedule().equals(schedules.get(step.participant()))) {
                broken(
                        step,
                        "'" + step.id() + "' names a schedule that is not the one that was read",
                        "what is restored afterwards is what was there before");
            }
        } else if (step instanceof Step.RestorePruning restore) {
            Step.SuspendPruning suspend = suspended.remove(step.participant());
            if (suspend == null || !suspend.schedule().equals(restore.schedule())) {
                broken(
                        step,
                        "'" + step.id() + "' does not restore a schedule that was suspended",
                        "a schedule comes back as it was");
            }
        } else if (step instanceof Step.ExportAcs
                && schedules.containsKey(step.participant())
                && !suspended.containsKey(step.participant())) {
            broken(
                    step,
                    "'" + step.id() + "' exports while " + step.participant() + " may prune",
                    "the offsets that the export starts from may be gone");
        }
    }

    @Override
    void end() {
        suspended
                .values()
                .forEach(suspend -> broken(
                        suspend,
                        "nothing restores the schedule that '" + suspend.id() + "' suspends",
                        "the participant would never prune again"));
    }
}
