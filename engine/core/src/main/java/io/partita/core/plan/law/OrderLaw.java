package io.partita.core.plan.law;

import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.HashSet;
import java.util.Set;

/** Waves are numbered from 0, and a step has a name of its own, comes after those that it names, and speaks of facts and participants that the plan knows. */
final class OrderLaw extends Law {

    private final Set<StepId> before = new HashSet<>();
    private final Set<FactId> facts = new HashSet<>();

    OrderLaw(Plan plan, RunOrder order) {
        super(plan, order);
        int number = 0;
        for (Wave wave : plan.waves()) {
            if (wave.number() != number) {
                broken(
                        "waves/" + wave.number(),
                        "wave " + wave.number() + " stands where wave " + number + " belongs",
                        "waves run in the order in which they stand");
            }
            number++;
        }
        for (Fact fact : plan.facts()) {
            String part = "facts/" + fact.id();
            if (!facts.add(fact.id())) {
                broken(
                        part,
                        "the fact '" + fact.id() + "' is there twice",
                        "a step that names it would be checked against one of them only");
            }
            known(part, fact.participant());
        }
    }

    @Override
    void step(Step step) {
        String part = "steps/" + step.id();
        known(part, step.participant());
        for (StepId earlier : step.head().after()) {
            if (!before.contains(earlier)) {
                broken(
                        part,
                        "'" + step.id() + "' does not come after '" + earlier + "'",
                        "it needs that step's effect");
            }
        }
        for (FactId fact : step.head().facts()) {
            if (!facts.contains(fact)) {
                broken(
                        part,
                        "'" + step.id() + "' names the fact '" + fact + "', which is not there",
                        "it could not be seen that the fact moved");
            }
        }
        if (!before.add(step.id())) {
            broken(part, "the step '" + step.id() + "' is there twice", "the journal could not tell them apart");
        }
    }

    private void known(String part, ParticipantName participant) {
        if (!plan().participants().containsKey(participant)) {
            broken(
                    part,
                    "the participant '" + participant + "' is not one of the plan's",
                    "its endpoints are not known");
        }
    }
}
