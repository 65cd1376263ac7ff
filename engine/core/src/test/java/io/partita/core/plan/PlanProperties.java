package io.partita.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.ParticipantName;
import io.partita.core.planfile.PlanFile;
import io.partita.core.stub.Scene;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every plan. */
class PlanProperties {

    private static final int TRIES = 150;

    private static Plan plan(Scene scene) {
        var checked = scene.plan();
        Assume.that(checked.isPresent());
        return checked.value();
    }

    @Property(tries = TRIES)
    void everyStepComesAfterThoseItNames(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Set<StepId> before = new HashSet<>();
        Set<FactId> facts = new HashSet<>();
        plan.facts().forEach(fact -> facts.add(fact.id()));

        plan.steps().forEach(step -> {
            assertThat(before).as(step.id().id()).containsAll(step.head().after());
            assertThat(facts).as(step.id().id()).containsAll(step.head().facts());
            assertThat(before.add(step.id())).as("unique " + step.id()).isTrue();
        });
        assertThat(plan.facts().stream().map(Fact::id)).isSorted();
    }

    @Property(tries = TRIES)
    void whatIsDoneNeedsNoPlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Scene scene = new Scene(seed, parties);
        Plan plan = plan(scene);

        plan.steps().forEach(step -> effective(scene, step));

        assertThat(plan(scene).waves()).isEmpty();
    }

    private static void effective(Scene scene, Step step) {
        if (step instanceof Step.ConsentAsParty consent) {
            scene.network.authorize(consent.mapping());
        } else if (step instanceof Step.ClearOnboarding clearing) {
            scene.network.authorize(clearing.cleared());
        }
    }

    @Property(tries = TRIES)
    void serialsAdvanceByOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Map<Object, Integer> last = new HashMap<>();
        plan.parties()
                .forEach(change -> change.before().ifPresent(mapping -> last.put(mapping.party(), mapping.serial())));

        plan.steps().forEach(step -> {
            if (step instanceof Step.ConsentAsParty consent) {
                advance(last, consent.mapping().party(), consent.mapping().serial());
            } else if (step instanceof Step.ClearOnboarding clearing) {
                advance(last, clearing.party(), clearing.cleared().serial());
            }
        });
    }

    private static void advance(Map<Object, Integer> last, Object party, int serial) {
        assertThat(serial).isEqualTo(last.getOrDefault(party, 0) + 1);
        last.put(party, serial);
    }

    @Property(tries = TRIES)
    void aTargetIsIsolatedFromBeforeTheConsentUntilAfterTheImport(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Set<ParticipantName> isolated = new HashSet<>();
        Set<StepId> imported = new HashSet<>();

        plan.steps().forEach(step -> {
            if (step instanceof Step.Isolate) {
                assertThat(isolated.add(step.participant())).isTrue();
            } else if (step instanceof Step.Reconnect reconnect) {
                assertThat(imported).containsAll(reconnect.imports());
                assertThat(isolated.remove(step.participant())).isTrue();
            } else if (step instanceof Step.ImportAcs) {
                assertThat(isolated).contains(step.participant());
                imported.add(step.id());
            } else if (step instanceof Step.ConsentAsParty consent) {
                assertThat(isolated).containsAll(consent.isolated()).doesNotContain(step.participant());
            } else if (step instanceof Step.ExportAcs || step instanceof Step.NoteLedgerEnd) {
                assertThat(isolated).as("the source stays connected").doesNotContain(step.participant());
            }
        });
        assertThat(isolated).isEmpty();
    }

    @Property(tries = TRIES)
    void everyFlaggedHostIsImportedInItsWindow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        List<StepId> offlineConsents = new ArrayList<>();
        List<StepId> importedConsents = new ArrayList<>();

        plan.steps().forEach(step -> {
            if (step instanceof Step.ConsentAsParty consent
                    && consent.mapping().hosts().stream().anyMatch(host -> host.isOnboarding())) {
                assertThat(consent.isolated()).isNotEmpty();
                offlineConsents.add(step.id());
            } else if (step instanceof Step.ImportAcs imported) {
                importedConsents.add(imported.consent());
            }
        });
        assertThat(importedConsents).containsExactlyInAnyOrderElementsOf(offlineConsents);
    }

    @Property(tries = TRIES)
    void whatIsSuspendedIsRestored(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Set<ParticipantName> suspended = new HashSet<>();

        plan.steps().forEach(step -> {
            if (step instanceof Step.SuspendPruning) {
                assertThat(suspended.add(step.participant())).isTrue();
            } else if (step instanceof Step.RestorePruning) {
                assertThat(suspended.remove(step.participant())).isTrue();
            } else if (step instanceof Step.ExportAcs export) {
                boolean prunes = plan.steps()
                        .anyMatch(other -> other instanceof Step.SuspendPruning
                                && other.participant().equals(export.participant()));
                assertThat(suspended.contains(export.participant())).isEqualTo(prunes);
            }
        });
        assertThat(suspended).isEmpty();
    }

    @Property(tries = TRIES)
    void theSameInputsGiveTheSameBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));

        assertThat(PlanFile.write(plan(new Scene(seed, parties)))).isEqualTo(PlanFile.write(plan));
    }

    @Property(tries = TRIES)
    void aPlanIsReadAsItWasWritten(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        byte[] bytes = PlanFile.write(plan);

        Plan read = PlanFile.read(bytes, "plan.json").value();

        assertThat(read).isEqualTo(plan);
        assertThat(PlanFile.write(read)).isEqualTo(bytes);
    }
}
