package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.model.Permission;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Four hundred parties on one screen and in the smallest comment, and every one of them where everything is told. */
class ManyPartiesViewTest {

    private static final int SMALLEST_COMMENT = 32_768;

    private final SavedPlan saved = Plans.saved(ManyParties.plan(
            400,
            content -> ManyParties.withSerial(
                    ManyParties.withPermission(content, "P200", Permission.CONFIRMATION), "P100", 3)));
    private final PlanReport plan = PlanReport.of(saved);
    private final String comment =
            new PlanMarkdown(plan, SMALLEST_COMMENT, List.of("partita apply plan.json --confirm=0f3a5c7e9b1d")).text();

    @Test
    void textFitsOnAScreen() {
        TextLayout paper = new TextLayout(100, TextLayout.Colours.OFF);
        new PlanBrief(plan).write(paper);

        assertThat(paper.toString().lines()).hasSizeLessThan(60);
        assertThat(paper.toString())
                .contains("Party P001 and 398 more alike", "Party P200  P200::1220", "and 390 more: --explain")
                .contains("10000 contracts to move")
                .contains("Plan: 400 parties to change, 4009 steps in 15 waves.")
                .contains("Hash: " + saved.hash());
        everyDangerIsIn(paper.toString().replaceAll("\\s+", " "));
    }

    @Test
    void aCommentFitsTheSmallestHostWithEveryDangerInIt() {
        assertThat(comment).hasSizeLessThan(SMALLEST_COMMENT).doesNotContain("do not fit");
        assertThat(comment.indexOf(saved.hash())).isLessThan(comment.indexOf("<details>"));
        everyDangerIsIn(comment.substring(0, comment.indexOf("<details>")));
        assertThat(comment.lines().filter(line -> line.startsWith("```")).count() % 2)
                .as("every fence that begins ends")
                .isZero();
        assertThat(comment).endsWith("partita apply plan.json --confirm=0f3a5c7e9b1d\n```\n");
    }

    @Test
    void everyPartyIsNamedInTheCommentThePageAndTheLongText() {
        TextLayout whole = new TextLayout(100, TextLayout.Colours.OFF);
        new PlanText(plan).write(whole);
        String page = new PlanHtml(plan).text();

        IntStream.rangeClosed(1, 400)
                .mapToObj(number -> String.format("P%03d", number))
                .forEach(name -> {
                    assertThat(comment).contains("`" + name + "`");
                    assertThat(whole.toString()).contains("Party " + name + "  " + name + "::1220");
                    assertThat(page)
                            .contains(">" + name + "::1220")
                            .contains("<code>import-acs/participant2/" + name + "</code>");
                });
        assertThat(page).contains("P001 and 398 more alike").contains("The 399 parties, and what their hosts show");
    }

    @Test
    void thePictureStaysOne() {
        assertThat(new PlanMermaid(plan).text().lines()).hasSizeLessThan(90);
    }

    /** Each danger is about P200, or about all the others together. */
    private void everyDangerIsIn(String form) {
        assertThat(plan.irreversible()).hasSize(1200);
        assertThat(plan.told().filter(StepReport::isIrreversible).map(StepReport::action))
                .hasSize(6)
                .allMatch(form::contains);
        assertThat(plan.windows()).isNotEmpty().allMatch(window -> form.contains(window.sentence()));
        assertThat(form).contains(plan.noReturn().orElseThrow());
    }
}
