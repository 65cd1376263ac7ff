package io.partita.core.plan.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.HostingMapping;
import io.partita.core.plan.Contents;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The last guard sees what a fault in the derivation of steps would do. */
class StepLawTest {

    /** Steps that a plan can lose without doing harm: nothing waits for them, and they only read. */
    private static final Set<Step.Kind> DISPENSABLE =
            EnumSet.of(Step.Kind.VERIFY_HOSTING, Step.Kind.VERIFY_CONTRACTS, Step.Kind.CONFIRM_UNUSED);

    private static final Plan PLAN = plan();

    /** Two windows of one round, a later one, an unused party, and a source that prunes. */
    private static Plan plan() {
        PartyChange alice = Contents.offline("Alice", 1);
        PartyChange bob = Contents.offline("Bob", 1);
        PartyChange carol = Contents.offline("Carol", 1);
        return Contents.of(4)
                .party(alice)
                .party(bob)
                .party(carol)
                .party(Contents.simple("Dave", 1, 4))
                .source(1, Optional.of(Contents.SCHEDULE))
                .window(1, 2, Contents.transfer(alice, 2), Contents.transfer(bob, 2))
                .window(2, 3, Contents.transfer(carol, 3))
                .plan();
    }

    private static List<Breach> breaches(List<Wave> waves) {
        Set<FactId> facts = PLAN.facts().stream().map(Fact::id).collect(Collectors.toSet());
        return new StepLaw(waves, facts).breaches();
    }

    static Stream<Step> indispensable() {
        return PLAN.steps().filter(step -> !DISPENSABLE.contains(step.kind()));
    }

    @Test
    void theStepsOfAPlanAreLegal() {
        assertThat(breaches(PLAN.waves())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("indispensable")
    void aStepThatIsTakenOutIsMissed(Step victim) {
        List<Wave> waves = PLAN.waves().stream()
                .map(wave -> new Wave(
                        wave.number(),
                        wave.title(),
                        wave.steps().stream()
                                .filter(step -> !step.equals(victim))
                                .toList()))
                .toList();

        assertThat(breaches(waves)).as("without " + victim.id()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("indispensable")
    void aStepThatIsThereTwiceIsSeen(Step again) {
        List<Wave> waves = new ArrayList<>(PLAN.waves());
        waves.add(new Wave(waves.size(), "again", List.of(again)));

        assertThat(breaches(waves)).as("twice " + again.id()).isNotEmpty();
    }

    static Stream<Integer> neighbours() {
        return Stream.iterate(0, number -> number + 1).limit(PLAN.waves().size() - 1L);
    }

    /** Waves that need each other's effect; two that only read, or speak of other participants, may change places. */
    @ParameterizedTest
    @MethodSource("neighbours")
    void wavesThatWaitForEachOtherMayNotChangePlaces(int number) {
        List<Wave> waves = new ArrayList<>(PLAN.waves());
        Collections.swap(waves, number, number + 1);
        Set<Object> first =
                PLAN.waves().get(number).steps().stream().map(Step::id).collect(Collectors.toSet());
        boolean waits = PLAN.waves().get(number + 1).steps().stream()
                .anyMatch(step -> step.head().after().stream().anyMatch(first::contains));
        boolean checked = number == 0;

        assertThat(breaches(waves).isEmpty()).as("wave " + number).isEqualTo(!waits && !checked);
    }

    /** What has to come first in a wave has to be waited for: where it stands is not enough. */
    @Test
    void aSignatureThatDoesNotWaitIsSeen() {
        List<Wave> waves = PLAN.waves().stream()
                .map(wave -> new Wave(
                        wave.number(),
                        wave.title(),
                        wave.steps().stream().map(StepLawTest::impatient).toList()))
                .toList();

        assertThat(breaches(waves))
                .extracting(Breach::part)
                .contains("steps/sign/t1/Alice/2", "steps/sign/t1/Bob/2", "steps/sign/t1/Dave/2");
    }

    private static Step impatient(Step step) {
        if (!(step instanceof Step.Sign sign)) {
            return step;
        }
        Step.Head head = sign.head();
        return new Step.Sign(
                new Step.Head(head.id(), head.place(), head.operator(), Collections.emptySortedSet(), head.facts()),
                sign.signing(),
                sign.signer(),
                sign.collected(),
                sign.noted(),
                sign.checkedUnused());
    }

    @Test
    void aFlagThatNeverWasIsNotWaitedFor() {
        PartyChange alice = Contents.offline("Alice", 1);
        Plan plan = Contents.of(2)
                .party(alice)
                .source(1, Optional.empty())
                .window(1, 2, Contents.transfer(alice, 2))
                .plan();
        List<Wave> waves = plan.waves().stream()
                .map(wave -> new Wave(
                        wave.number(),
                        wave.title(),
                        wave.steps().stream().map(StepLawTest::withoutFlag).toList()))
                .toList();

        List<Breach> breaches =
                new StepLaw(waves, plan.facts().stream().map(Fact::id).collect(Collectors.toSet())).breaches();

        assertThat(breaches)
                .extracting(Breach::what)
                .containsExactly("the party came there without the onboarding flag");
    }

    private static Step withoutFlag(Step step) {
        if (!(step instanceof Step.ImportAcs imported)) {
            return step;
        }
        Transfer transfer = imported.transfer();
        HostingMapping flagged = transfer.activation();
        List<HostingMapping.Host> hosts = flagged.hosts().stream()
                .map(host ->
                        new HostingMapping.Host(host.participant(), host.permission(), HostingMapping.Onboarding.CLEAR))
                .toList();
        HostingMapping plain = new HostingMapping(
                flagged.party(), flagged.serial(), flagged.threshold(), hosts, flagged.signingKeys());
        return new Step.ImportAcs(
                imported.head(),
                imported.name(),
                imported.window(),
                new Transfer(plain, transfer.source(), transfer.packages(), transfer.contracts()),
                imported.export(),
                imported.begin(),
                imported.activation(),
                imported.activations());
    }
}
