package io.partita.core.plan.law;

import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.ArrayList;
import java.util.List;

/** One thing that holds for every plan that may be carried out. Walks through the steps once, in the order in which they stand; an instance judges one plan. */
abstract class Law {

    private final Plan plan;
    private final RunOrder order;
    private final List<Breach> breaches = new ArrayList<>();

    Law(Plan plan, RunOrder order) {
        this.plan = plan;
        this.order = order;
    }

    final List<Breach> breaches() {
        plan.steps().forEach(this::step);
        end();
        return List.copyOf(breaches);
    }

    abstract void step(Step step);

    /** After the last step. */
    void end() {}

    final Plan plan() {
        return plan;
    }

    /** For two steps that the law needs one after the other: where they stand is not enough, they could still run side by side. */
    final void after(Step step, StepId earlier, String why) {
        if (!order.isBefore(earlier, step.id())) {
            broken(step, "'" + step.id() + "' does not wait for '" + earlier + "'", why);
        }
    }

    final void broken(Step step, String what, String why) {
        broken("steps/" + step.id(), what, why);
    }

    final void broken(String part, String what, String why) {
        breaches.add(new Breach(part, what, why));
    }
}
