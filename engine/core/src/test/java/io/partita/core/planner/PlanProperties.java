package io.partita.core.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planfile.PlanFile;
import io.partita.core.stub.Scene;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every plan of the planner. */
class PlanProperties {

    private static final int TRIES = 150;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PlanFile.schema(), InputFormat.JSON);

    private static Plan plan(Scene scene) {
        Checked<Plan> checked = scene.plan();
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
    void everyStepFindsItsParticipantConnectedAsItNeeds(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Set<ParticipantName> isolated = new HashSet<>();

        plan.steps().forEach(step -> {
            switch (step.kind().needs()) {
                case CONNECTED -> assertThat(isolated).as(step.id().id()).doesNotContain(step.participant());
                case ISOLATED -> assertThat(isolated).as(step.id().id()).contains(step.participant());
                case ANY -> {}
            }
            if (step instanceof Step.Isolate) {
                assertThat(isolated.add(step.participant())).isTrue();
            } else if (step instanceof Step.Reconnect) {
                isolated.remove(step.participant());
            } else if (step instanceof Step.NoteLedgerEnd) {
                assertThat(isolated).as("what the source notes is of now").doesNotContain(step.participant());
            } else if (step instanceof Step.AwaitEffective effective) {
                assertThat(Collections.disjoint(isolated, effective.views()))
                        .as(step.id().id())
                        .isTrue();
            }
        });
        assertThat(isolated).isEmpty();
    }

    @Property(tries = TRIES)
    void theLastSignatureComesWhileEveryTargetIsIsolatedAndNoneBefore(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Set<ParticipantName> isolated = new HashSet<>();

        plan.steps().forEach(step -> {
            if (step instanceof Step.Isolate) {
                isolated.add(step.participant());
            } else if (step instanceof Step.Reconnect reconnect) {
                isolated.remove(reconnect.participant());
            } else if (step instanceof Step.Signature signature && signature.completes()) {
                assertThat(isolated)
                        .as(step.id().id())
                        .containsAll(signature.signing().isolated());
                assertThat(signature.signer().kind()).isEqualTo(Signer.Kind.PARTICIPANT);
            } else if (step instanceof Step.Signature signature) {
                assertThat(Collections.disjoint(isolated, signature.signing().isolated()))
                        .as(step.id().id())
                        .isTrue();
            }
        });
    }

    @Property(tries = TRIES)
    void whatIsDoneNeedsNoPlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Scene scene = new Scene(seed, parties);
        Plan plan = plan(scene);

        plan.steps().forEach(step -> {
            if (step instanceof Step.AwaitEffective effective) {
                scene.network.authorize(effective.signing().mapping());
            } else if (step instanceof Step.ClearOnboarding clearing) {
                scene.network.authorize(clearing.cleared());
            }
        });

        assertThat(plan(scene).waves()).isEmpty();
    }

    @Property(tries = TRIES)
    void serialsAdvanceByOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Map<PartyId, Integer> last = new HashMap<>();
        plan.content().parties().forEach(change -> last.put(change.party(), change.lastSerial()));

        plan.steps().forEach(step -> {
            if (step instanceof Step.AwaitEffective effective) {
                advance(last, effective.partyId(), effective.signing().mapping().serial());
            } else if (step instanceof Step.ClearOnboarding clearing) {
                advance(last, clearing.partyId(), clearing.cleared().serial());
            }
        });
        plan.content()
                .parties()
                .forEach(change -> assertThat(plan.mappings(change.party()))
                        .last()
                        .extracting(mapping -> mapping.serial())
                        .isEqualTo(last.get(change.party())));
    }

    private static void advance(Map<PartyId, Integer> last, PartyId party, int serial) {
        assertThat(serial).isEqualTo(last.get(party) + 1);
        last.put(party, serial);
    }

    @Property(tries = TRIES)
    void everyTransferIsImportedBeforeItsTargetConnects(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        List<Transfer> imported = new ArrayList<>();
        Set<StepId> imports = new HashSet<>();

        plan.steps().forEach(step -> {
            if (step instanceof Step.ImportAcs acs) {
                imported.add(acs.transfer());
                imports.add(acs.id());
            } else if (step instanceof Step.Reconnect reconnect) {
                assertThat(reconnect.imports()).hasSameSizeAs(reconnect.window().transfers());
                assertThat(imports).containsAll(reconnect.imports());
            }
        });
        assertThat(imported)
                .containsExactlyInAnyOrderElementsOf(plan.content().windows().stream()
                        .flatMap(window -> window.transfers().stream())
                        .toList());
        plan.content().parties().stream()
                .filter(change -> change.path() == Route.Path.OFFLINE)
                .forEach(change ->
                        assertThat(imported).extracting(Transfer::party).contains(change.party()));
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
                boolean prunes = plan.content().sources().stream()
                        .anyMatch(source -> source.participant().equals(export.participant())
                                && source.pruning().isPresent());
                assertThat(suspended.contains(export.participant())).isEqualTo(prunes);
            }
        });
        assertThat(suspended).isEmpty();
    }

    @Property(tries = 4 * TRIES)
    void everyPlanIsLegal(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));

        assertThat(PlanLaws.breaches(plan.content())).isEmpty();
        assertThat(PlanLaws.breaches(plan)).isEmpty();
    }

    @Property(tries = TRIES)
    void aPlanIsReadAsItWasWrittenAndFitsTheSchema(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        PlanFile.Written written = PlanFile.write(plan);

        Checked<Plan> read = PlanFile.read(written.text(), "plan.json");

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.value()).isEqualTo(plan);
        assertThat(read.value().waves()).isEqualTo(plan.waves());
        assertThat(PlanFile.write(read.value()).text()).isEqualTo(written.text());
        assertThat(SCHEMA.validate(new String(written.text(), StandardCharsets.UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    @Property(tries = TRIES)
    void theSameInputsGiveTheSamePlan(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int parties) {
        Plan plan = plan(new Scene(seed, parties));
        Plan again = plan(new Scene(seed, parties));

        assertThat(again.content()).isEqualTo(plan.content());
        assertThat(again.waves()).isEqualTo(plan.waves());
        assertThat(again.content()).hasToString(plan.content().toString());
    }
}
