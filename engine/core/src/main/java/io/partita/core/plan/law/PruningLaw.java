package io.partita.core.plan.law;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Fact;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schedule that is suspended is restored as it was, and nothing is exported while pruning may run. */
final class PruningLaw extends Law {

    private static final String OFFSETS_MAY_BE_GONE = "the offsets that the export starts from may be gone";

    private final Map<ParticipantName, PruningSchedule> schedules = new HashMap<>();
    private final Map<ParticipantName, Step.SuspendPruning> suspended = new HashMap<>();
    private final Map<ParticipantName, List<StepId>> exports = new HashMap<>();

    PruningLaw(Plan plan, RunOrder order) {
        super(plan, order);
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
            restore(restore);
        } else if (step instanceof Step.ExportAcs export && schedules.containsKey(step.participant())) {
            export(export);
        }
    }

    private void restore(Step.RestorePruning restore) {
        Step.SuspendPruning suspend = suspended.remove(restore.participant());
        if (suspend == null || !suspend.schedule().equals(restore.schedule())) {
            broken(
                    restore,
                    "'" + restore.id() + "' does not restore a schedule that was suspended",
                    "a schedule comes back as it was");
        } else {
            after(restore, suspend.id(), "a schedule comes back as it was");
        }
        Optional.ofNullable(exports.remove(restore.participant())).stream()
                .flatMap(List::stream)
                .forEach(export -> after(restore, export, OFFSETS_MAY_BE_GONE));
    }

    private void export(Step.ExportAcs export) {
        Step.SuspendPruning suspend = suspended.get(export.participant());
        if (suspend == null) {
            broken(
                    export,
                    "'" + export.id() + "' exports while " + export.participant() + " may prune",
                    OFFSETS_MAY_BE_GONE);
            return;
        }
        after(export, suspend.id(), OFFSETS_MAY_BE_GONE);
        exports.computeIfAbsent(export.participant(), source -> new ArrayList<>())
                .add(export.id());
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
