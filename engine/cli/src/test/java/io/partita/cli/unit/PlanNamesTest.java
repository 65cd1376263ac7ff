package io.partita.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import java.nio.file.Path;
import java.util.List;
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
}
