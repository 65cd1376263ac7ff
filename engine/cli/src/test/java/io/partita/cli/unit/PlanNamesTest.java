package io.partita.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedParticipant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names in a plan file that look alike are warned of when it is shown or applied. */
class PlanNamesTest {

    private final SavedPlan plan = Plans.read(Path.of("src/test/resources/io/partita/cli/view/quickstart.plan.json"))
            .value();

    @Test
    void differentNamesAreNot() {
        assertThat(PlanNames.confusable(plan.plan())).isEmpty();
    }

    @Test
    void namesOfPartiesThatLookAlike() {
        PlanContent content = plan.plan().content();

        assertThat(PlanNames.confusable(new Plan(new PlanContent(
                        content.home(),
                        content.network(),
                        content.synchronizerAlias(),
                        content.synchronizer(),
                        content.decisionTimeout(),
                        content.participants(),
                        content.keys(),
                        content.namespaces(),
                        content.parties(),
                        List.of("AIice", "Alcie", "Bob"),
                        content.vettings(),
                        content.sources(),
                        content.windows()))))
                .extracting(Diagnostic::summary)
                .containsExactly("Party 'AIice' looks like 'Alice'", "Party 'Alcie' looks like 'Alice'");
    }

    @Test
    void anOperatorAndASynchronizerInTwoAlphabets() {
        PlanContent content = plan.plan().content();
        TreeMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>(content.participants());
        participants.replaceAll((name, of) -> new PlannedParticipant(
                name,
                of.id(),
                of.release(),
                of.protocolVersions(),
                of.access(),
                Optional.of(name.name().endsWith("1") ? "bank-a" : "bank-\u0430"),
                of.backup()));

        assertThat(PlanNames.confusable(new Plan(new PlanContent(
                        content.home(),
                        content.network(),
                        "m\u0443synchronizer",
                        content.synchronizer(),
                        content.decisionTimeout(),
                        participants,
                        content.keys(),
                        content.namespaces(),
                        content.parties(),
                        content.unchanged(),
                        content.vettings(),
                        content.sources(),
                        content.windows()))))
                .extracting(Diagnostic::code)
                .containsExactly("confusable-name", "mixed-scripts", "mixed-scripts");
    }
}
