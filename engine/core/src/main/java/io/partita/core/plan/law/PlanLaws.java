package io.partita.core.plan.law;

import io.partita.core.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds for every plan that the planner makes. A plan that was read from a file is judged by it before anything is done, so that a plan made by hand is either legal or refused with its place; the steps
 * guard the worst of it once more, by what they read, when they run.
 */
public final class PlanLaws {

    private PlanLaws() {}

    /** @return everything that is wrong, in the order of the laws; empty for a legal plan */
    public static List<Breach> breaches(Plan plan) {
        RunOrder order = new RunOrder(plan);
        return Stream.of(
                        new OrderLaw(plan, order),
                        new ReferenceLaw(plan, order),
                        new HostingLaw(plan, order),
                        new WindowLaw(plan, order),
                        new PruningLaw(plan, order))
                .flatMap(law -> law.breaches().stream())
                .toList();
    }
}
