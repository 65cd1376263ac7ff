package io.partita.core.plan.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.stub.Edits;
import io.partita.core.stub.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every plan of the planner is legal, and no hand can make one that does harm without being told which step it is. */
class PlanLawsProperties {

    private static final int TRIES = 150;

    /** Steps that a plan can lose without doing harm: they read, or prepare what a later step refuses to go on without. */
    private static final Set<Class<? extends Step>> DISPENSABLE =
            Set.of(Step.CheckReady.class, Step.VetPackages.class, Step.VerifyHosting.class, Step.VerifyContracts.class);

    private static Plan plan(long seed, int parties) {
        var checked = new Scene(seed, parties).plan();
        Assume.that(checked.isPresent() && !checked.value().isEmpty());
        return checked.value();
    }

    private static <T> T pick(List<T> from, int index) {
        Assume.that(!from.isEmpty());
        return from.get(Math.floorMod(index, from.size()));
    }

    private static <T extends Step> T step(Plan plan, Class<T> kind, int index) {
        return pick(plan.steps().filter(kind::isInstance).map(kind::cast).toList(), index);
    }

    @Property(tries = 4 * TRIES)
    void everyPlanOfThePlannerIsLegal(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        assertThat(PlanLaws.breaches(plan(seed, parties))).isEmpty();
    }

    @Property(tries = 4 * TRIES)
    void aStepThatIsTakenOutIsMissed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Step victim = pick(
                plan.steps()
                        .filter(step -> DISPENSABLE.stream().noneMatch(kind -> kind.isInstance(step)))
                        .filter(step -> !isLastChangeOfItsParty(plan, step))
                        .toList(),
                which);

        assertThat(PlanLaws.breaches(Edits.without(plan, victim)))
                .as("without " + victim.id())
                .isNotEmpty();
    }

    /** Without it the plan just does less: what is declared is not reached, and the next plan says so. */
    private static boolean isLastChangeOfItsParty(Plan plan, Step step) {
        boolean named = plan.steps()
                .anyMatch(other -> other instanceof Step.ExportAcs export
                                && Set.of(export.consent(), export.beginNoted()).contains(step.id())
                        || other instanceof Step.ConfirmUnused confirm
                                && Set.of(confirm.consent(), confirm.beginNoted())
                                        .contains(step.id())
                        || other instanceof Step.ConsentAsHost host
                                && Edits.mapping(step)
                                        .filter(host.mapping()::equals)
                                        .isPresent());
        return step instanceof Step.ConsentAsHost
                || !named
                        && Edits.mapping(step)
                                .filter(mapping -> lastSerial(plan, mapping))
                                .isPresent();
    }

    private static boolean lastSerial(Plan plan, HostingMapping mapping) {
        return plan.steps()
                .flatMap(step -> Edits.mapping(step).stream())
                .filter(other -> other.party().equals(mapping.party()))
                .noneMatch(other -> other.serial() > mapping.serial());
    }

    @Property(tries = TRIES, maxDiscardRatio = 20)
    void aHostThatIsTakenOutIsMissed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Step.ConsentAsParty consent = step(plan, Step.ConsentAsParty.class, which);
        HostingMapping mapping = consent.mapping();
        Assume.that(plan.parties().stream()
                .flatMap(party -> party.before().stream())
                .anyMatch(before -> before.party().equals(mapping.party())
                        && !before.hosts().isEmpty()));
        Host victim = plan.parties().stream()
                .flatMap(party -> party.before().stream())
                .filter(before -> before.party().equals(mapping.party()))
                .findFirst()
                .orElseThrow()
                .hosts()
                .get(0);
        List<Host> hosts = new ArrayList<>(mapping.hosts());
        hosts.removeIf(host -> host.participant().equals(victim.participant()));

        Plan edited = Edits.replaced(plan, consent, Edits.with(consent, Edits.with(mapping, hosts)));

        assertThat(PlanLaws.breaches(edited)).extracting(Breach::what).anyMatch(what -> what.contains("removes "));
    }

    @Property(tries = TRIES, maxDiscardRatio = 20)
    void aFlagThatIsTakenAwayIsMissed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Step.ConsentAsParty consent = step(plan, Step.ConsentAsParty.class, which);
        Assume.that(!consent.isolated().isEmpty());
        List<Host> clear = consent.mapping().hosts().stream()
                .map(host -> new Host(host.participant(), host.permission(), Onboarding.CLEAR))
                .toList();

        assertThat(PlanLaws.breaches(
                        Edits.replaced(plan, consent, Edits.with(consent, Edits.with(consent.mapping(), clear)))))
                .isNotEmpty();
    }

    @Property(tries = TRIES, maxDiscardRatio = 20)
    void anIsolationThatIsNotAskedForIsMissed(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Step.ConsentAsParty consent = step(plan, Step.ConsentAsParty.class, which);
        Assume.that(!consent.isolated().isEmpty());

        Plan edited = Edits.replaced(
                plan, consent, new Step.ConsentAsParty(consent.head(), consent.mapping(), new TreeSet<>()));

        assertThat(PlanLaws.breaches(edited)).extracting(Breach::part).contains("steps/" + consent.id());
    }

    @Property(tries = TRIES, maxDiscardRatio = 20)
    void wavesInAnotherOrderAreSeen(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int one, @ForAll int other) {
        Plan plan = plan(seed, parties);
        List<Wave> waves = new ArrayList<>(plan.waves());
        Assume.that(waves.size() > 2);
        Collections.swap(waves, Math.floorMod(one, waves.size()), Math.floorMod(other, waves.size()));
        Assume.that(!waves.equals(plan.waves()));

        assertThat(PlanLaws.breaches(Edits.with(plan, waves))).isNotEmpty();
    }

    /** What may not happen in the other order may not happen at the same time either. */
    @Property(tries = 4 * TRIES, maxDiscardRatio = 20)
    void wavesThatNoLongerWaitForEachOtherAreSeen(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Assume.that(plan.waves().size() > 1);
        int first = Math.floorMod(which, plan.waves().size() - 1);
        Assume.that(!PlanLaws.breaches(Edits.swapped(plan, first)).isEmpty());

        assertThat(PlanLaws.breaches(Edits.sideBySide(plan, first)))
                .as(plan.waves().get(first).title() + " and then "
                        + plan.waves().get(first + 1).title())
                .extracting(Breach::what)
                .anyMatch(what -> what.contains("does not wait for"));
    }

    /** Few plans have two parties for one window. */
    @Property(tries = 10 * TRIES, maxDiscardRatio = 200)
    void partiesOfOneWindowThatNoLongerWaitForEachOtherAreSeen(
            @ForAll long seed, @ForAll @IntRange(min = 4, max = 6) int parties, @ForAll int which) {
        Plan plan = plan(seed, parties);
        Step victim = pick(
                plan.steps()
                        .filter(step -> step instanceof Step.ImportAcs || step instanceof Step.ConsentAsParty)
                        .filter(step -> alike(plan, step).size() > 1)
                        .toList(),
                which);

        Plan edited = Edits.each(plan, step -> Edits.notWaiting(step, alike(plan, victim)));

        assertThat(PlanLaws.breaches(edited))
                .extracting(Breach::what)
                .anyMatch(what -> what.contains("does not wait for"));
    }

    /** Steps of the same kind in the same window, this one among them. */
    private static Set<StepId> alike(Plan plan, Step step) {
        return plan.steps()
                .filter(other -> other.getClass().equals(step.getClass()))
                .filter(other -> other instanceof Step.ConsentAsParty consent
                        ? !consent.isolated().isEmpty()
                                && consent.isolated().equals(((Step.ConsentAsParty) step).isolated())
                        : other.participant().equals(step.participant())
                                && ((Step.ImportAcs) other).isolation().equals(((Step.ImportAcs) step).isolation()))
                .map(Step::id)
                .collect(Collectors.toSet());
    }
}
