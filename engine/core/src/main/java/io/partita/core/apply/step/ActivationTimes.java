package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Ref;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effective times of the activations of one window: contracts that two parties share are in neither file when both
 * became active at the same time (experiments 1).
 */
final class ActivationTimes {

    private ActivationTimes() {}

    /** The activation that a step has waited for differs from those before it. */
    static void requireLater(Step.AwaitEffective step, Instant effective, StepWork work) throws Ended {
        for (Ref<Result.Activation> earlier : step.earlier()) {
            boolean same = work.result(earlier)
                    .map(Result.Activation::effective)
                    .filter(effective::equals)
                    .isPresent();
            if (same) {
                throw work.failed(equal(earlier.step(), step.id(), effective));
            }
        }
    }

    /** All are known, and all differ. */
    static void requireDifferent(List<Ref<Result.Activation>> activations, StepWork work) throws Ended {
        List<StepId> unknown = new ArrayList<>();
        Map<Instant, StepId> seen = new HashMap<>();
        for (Ref<Result.Activation> ref : activations) {
            Optional<Instant> time = work.result(ref).map(Result.Activation::effective);
            if (time.isEmpty()) {
                unknown.add(ref.step());
                continue;
            }
            StepId same = seen.put(time.get(), ref.step());
            if (same != null) {
                throw work.refused(equal(same, ref.step(), time.get()));
            }
        }
        if (!unknown.isEmpty()) {
            throw work.refused(missing(unknown));
        }
    }

    private static Diagnostic equal(StepId one, StepId other, Instant time) {
        return Diagnostic.error(
                        "activations-at-the-same-time", one + " and " + other + " became effective at the same time")
                .because(
                        "at " + time
                                + "; contracts that the two parties share are then in neither file, and nothing else would tell")
                .fix(
                        "Do not reconnect the target. Remove the target from one of the two parties again (the party's signature is enough), and add it with a plan of its own later.");
    }

    private static Diagnostic missing(List<StepId> activations) {
        return Diagnostic.error("window-incomplete", "not every party of this window is active on the target yet")
                .because("a window is all or nothing; without effective time: "
                        + Wording.some(activations.stream().map(StepId::id).toList()))
                .next(NextCommand.resume());
    }
}
