package io.partita.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.unit.Plans;
import io.partita.cli.view.ManyParties;
import io.partita.core.model.Permission;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Step;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which parties are told together, and that nothing of them is lost. */
class AlikePartiesTest {

    private static PlanReport report(int parties) {
        return PlanReport.of(Plans.saved(ManyParties.plan(parties)));
    }

    private static List<String> titles(UnaryOperator<PlanContent> change) {
        PlanReport report = PlanReport.of(Plans.saved(ManyParties.plan(6, change)));
        return report.alike().stream().map(AlikeParties::title).toList();
    }

    @Test
    void whatIsTheSameIsToldOnce() {
        PlanReport report = report(400);

        assertThat(report.alike()).singleElement().satisfies(alike -> {
            assertThat(alike.title()).isEqualTo("P001 and 399 more alike");
            assertThat(alike.parties()).isEqualTo(report.parties());
        });
        assertThat(report.told().count()).isLessThan(30);
    }

    @Test
    void oneAloneIsCalledByItsNameAndHasItsSerials() {
        PlanReport report = report(1);

        assertThat(report.alike()).extracting(AlikeParties::title).containsExactly("P001");
        assertThat(report.waves()).allSatisfy(wave -> assertThat(wave.told()).isEqualTo(wave.steps()));
    }

    /** What was only read of a party does not tell it apart. */
    @Test
    void serialsAndEvidenceDoNotMatter() {
        assertThat(titles(content -> ManyParties.withSerial(content, "P003", 7)))
                .containsExactly("P001 and 5 more alike");
    }

    @Test
    void whatIsDecidedOtherwiseTellsAPartyApart() {
        assertThat(titles(content -> ManyParties.withPermission(content, "P003", Permission.CONFIRMATION)))
                .containsExactly("P001 and 4 more alike", "P003");
        assertThat(titles(content -> ManyParties.inAWindowOfItsOwn(content, "P002")))
                .containsExactly("P001 and 4 more alike", "P002");
        assertThat(titles(content -> ManyParties.inNamespaceOf(content, "P004", 2)))
                .containsExactly("P001 and 4 more alike", "P004");
    }

    /** Whatever is told together, a step that cannot be taken back and its party are among what is told. */
    @Test
    void noStepIsLost() {
        PlanReport report = PlanReport.of(Plans.saved(ManyParties.plan(
                9,
                content -> ManyParties.withSerial(
                        ManyParties.withPermission(content, "P005", Permission.CONFIRMATION), "P002", 4))));

        report.waves().forEach(wave -> {
            assertThat(wave.told().stream().map(step -> step.participant() + " " + step.kind()))
                    .containsAll(wave.steps().stream()
                            .map(step -> step.participant() + " " + step.kind())
                            .toList());
            long told = wave.told().stream()
                    .filter(step -> step.kind() == Step.Kind.IMPORT_ACS)
                    .mapToLong(step -> step.action().contains("P001 and 7 more alike") ? 8 : 1)
                    .sum();
            assertThat(told)
                    .isEqualTo(wave.steps().stream()
                            .filter(step -> step.kind() == Step.Kind.IMPORT_ACS)
                            .count());
        });
    }
}
