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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

    /** Two waves that follow each other change places, and nothing of the one waits for the other any more. */
    public static Plan swapped(Plan plan, int first) {
        List<Wave> waves = new ArrayList<>(strangers(plan, first));
        Wave one = waves.get(first);
        Wave other = waves.get(first + 1);
        waves.set(first, new Wave(first, other.title(), other.steps()));
        waves.set(first + 1, new Wave(first + 1, one.title(), one.steps()));
        return with(plan, waves);
    }

    /** Two waves that follow each other become one, and nothing of the one waits for the other any more. */
    public static Plan sideBySide(Plan plan, int first) {
        return merged(with(plan, strangers(plan, first)), first);
    }

    /** Two waves that follow each other become one. */
    public static Plan merged(Plan plan, int first) {
        List<Wave> waves = new ArrayList<>();
        for (Wave wave : plan.waves()) {
            if (wave.number() == first + 1) {
                List<Step> steps = new ArrayList<>(waves.get(first).steps());
                steps.addAll(wave.steps());
                waves.set(first, new Wave(first, waves.get(first).title(), steps));
            } else {
                waves.add(new Wave(waves.size(), wave.title(), wave.steps()));
            }
        }
        return with(plan, waves);
    }

    /** No step of the second wave waits for one of the first, though it may still use what that one finds. */
    private static List<Wave> strangers(Plan plan, int first) {
        Set<StepId> before =
                plan.waves().get(first).steps().stream().map(Step::id).collect(Collectors.toSet());
        return plan.waves().stream()
                .map(wave -> wave.number() == first + 1
                        ? new Wave(
                                wave.number(),
                                wave.title(),
                                wave.steps().stream()
                                        .map(step -> notWaiting(step, before))
                                        .toList())
                        : wave)
                .toList();
    }

    /** A step that does not wait for these any more. */
    public static Step notWaiting(Step step, Set<StepId> before) {
        SortedSet<StepId> after = new TreeSet<>(step.head().after());
        after.removeAll(before);
        return step.match(new Beheaded(waitingFor(step, after), new StepId("none")));
    }

    private static Step.Head waitingFor(Step step, SortedSet<StepId> after) {
        Step.Head old = step.head();
        return new Step.Head(
                old.id(), old.participant(), old.operator(), after, old.facts(), old.reversal(), old.why());
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
        return step.match(new Beheaded(waitingFor(step, after), gone));
    }
}
