package io.partita.core.plan.law;

import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** One thing that holds for every plan that may be carried out. Walks through the steps once, in the order in which they run; an instance judges one plan. */
abstract class Law {

    private final Plan plan;
    private final List<Breach> breaches = new ArrayList<>();

    Law(Plan plan) {
        this.plan = plan;
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

    final void broken(Step step, String what, String why) {
        broken("steps/" + step.id(), what, why);
    }

    final void broken(String part, String what, String why) {
        breaches.add(new Breach(part, what, why));
    }
}
