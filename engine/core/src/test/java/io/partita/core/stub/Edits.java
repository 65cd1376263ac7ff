package io.partita.core.stub;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What a careful hand can do to a plan: edits that leave no loose end where the eye would find it. */
public final class Edits {

    private Edits() {}

    public static Plan with(Plan plan, List<Wave> waves) {
        return new Plan(
                plan.synchronizerAlias(),
                plan.synchronizer(),
                plan.decisionTimeout(),
                plan.participants(),
                plan.parties(),
                plan.unchanged(),
                plan.facts(),
                waves);
    }

    /** Without a step, and without a word of it in the steps that wait for it. Waves that become empty go, and the others are numbered again. */
    public static Plan without(Plan plan, Step victim) {
        List<Wave> waves = new ArrayList<>();
        for (Wave wave : plan.waves()) {
            List<Step> steps = wave.steps().stream()
                    .filter(step -> !step.id().equals(victim.id()))
                    .map(step -> forgetting(step, victim.id()))
                    .toList();
            if (!steps.isEmpty()) {
                waves.add(new Wave(waves.size(), wave.title(), steps));
            }
        }
        return with(plan, waves);
    }

    public static Plan replaced(Plan plan, Step old, Step replacement) {
        return each(plan, step -> step.id().equals(old.id()) ? replacement : step);
    }

    public static Plan each(Plan plan, UnaryOperator<Step> edit) {
        return with(
                plan,
                plan.waves().stream()
                        .map(wave -> new Wave(
                                wave.number(),
                                wave.title(),
                                wave.steps().stream().map(edit).toList()))
                        .toList());
    }

    public static HostingMapping with(HostingMapping mapping, List<Host> hosts) {
        return new HostingMapping(mapping.party(), mapping.serial(), mapping.threshold(), hosts, mapping.signingKeys());
    }

    public static Step with(Step.ConsentAsParty consent, HostingMapping mapping) {
        return new Step.ConsentAsParty(consent.head(), mapping, consent.isolated());
    }

    /** The mapping that a step makes. */
    public static Optional<HostingMapping> mapping(Step step) {
        if (step instanceof Step.ConsentAsHost host) {
            return Optional.of(host.mapping());
        }
        if (step instanceof Step.ConsentAsParty party) {
            return Optional.of(party.mapping());
        }
        return step instanceof Step.ClearOnboarding clearing ? Optional.of(clearing.cleared()) : Optional.empty();
    }

    private static Step forgetting(Step step, StepId gone) {
        SortedSet<StepId> after = new TreeSet<>(step.head().after());
        after.remove(gone);
        Step.Head old = step.head();
        Step.Head head = new Step.Head(
                old.id(), old.participant(), old.operator(), after, old.facts(), old.reversal(), old.why());
        return step.match(new Beheaded(head, gone));
    }
}
