package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.report.Consequence;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WindowReport;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan as it is shown, against texts that people have read. */
class PlanViewTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");

    /** What a command may say beside a plan, in the order in which it came. */
    static final List<Diagnostic> SAID = List.of(
            Diagnostic.note("drift-undone", "Alice: this plan undoes drift")
                    .because("participant1 has confirmation instead of submission, and run 1 had left it otherwise")
                    .about("Alice"),
            Diagnostic.warning("package-older", "p2 has an older version than p1 of `examples`")
                    .because("commands of Alice would use it")
                    .fix("upload the newer one")
                    .at(new SourceRange("hosting.groovy", new Position(4, 5), new Position(4, 9))));

    private final SavedPlan plan =
            Plans.read(TEXTS.resolve("quickstart.plan.json")).value();
    private final PlanReport report = PlanReport.of(plan);
    private final PlanReport everyKind =
            PlanReport.of(Plans.read(TEXTS.resolve("every-kind.plan.json")).value());

    @Test
    void textForATerminalOfUsualWidth() {
        Golden.matches(text(100, TextLayout.Colours.OFF), TEXTS.resolve("quickstart.plan.txt"));
    }

    @Test
    void whatHasToBeKnownOnOneScreen() {
        Golden.matches(brief(report, 100), TEXTS.resolve("quickstart.brief.txt"));
        Golden.matches(brief(everyKind, 100), TEXTS.resolve("every-kind.brief.txt"));
    }

    /** Whoever says yes to the short text has read every danger of the long one. */
    @Test
    void theShortTextHasEveryDangerOfTheLongOne() {
        String brief = brief(everyKind, 1000);

        assertThat(everyKind.irreversible())
                .isNotEmpty()
                .extracting(StepReport::action)
                .allMatch(brief::contains);
        assertThat(everyKind.gates())
                .isNotEmpty()
                .extracting(step -> step.gate().orElseThrow())
                .allMatch(brief::contains);
        assertThat(everyKind.windows())
                .isNotEmpty()
                .extracting(WindowReport::sentence)
                .allMatch(brief::contains);
        assertThat(everyKind.consequences())
                .isNotEmpty()
                .extracting(Consequence::sentence)
                .allMatch(brief::contains);
        assertThat(brief)
                .contains(
                        "vet 2 packages",
                        "suspend pruning",
                        "bank \"1\" \u00fc \u2192 acts in waves 0, 8-10, 13-15, 33-34");
    }

    @Test
    void everyKindOfStepAccessAndSignerInBothForms() {
        TextLayout paper = new TextLayout(100, TextLayout.Colours.OFF);
        new PlanText(everyKind).write(paper);

        Golden.matches(paper.toString(), TEXTS.resolve("every-kind.plan.txt"));
        Golden.matches(
                new PlanMarkdown(everyKind.saying(SAID), Payload.COMMENT, List.of()).text(),
                TEXTS.resolve("every-kind.plan.md"));
    }

    @Test
    void whatIsSaidBesidesComesAfterTheDangersWithWhatWeighsMostFirst() {
        String markdown = new PlanMarkdown(everyKind.saying(SAID), Payload.COMMENT, List.of()).text();

        assertThat(markdown)
                .containsSubsequence("cannot be taken back", "[package-older]", "[drift-undone]", "**Party**");
    }

    /** Who reads a comment wants the plan, however much is said of it. */
    @Test
    void whatIsSaidBesidesTakesNoMoreThanItsPart() {
        List<Diagnostic> many = IntStream.range(0, 500)
                .mapToObj(number -> Diagnostic.note("drift-undone", "P" + number + ": this plan undoes drift"))
                .toList();

        String markdown = new PlanMarkdown(report.saying(many), 8_000, List.of()).text();

        assertThat(markdown)
                .hasSizeLessThanOrEqualTo(8_000)
                .contains("P0: this plan undoes drift", "**Party** `Alice`")
                .containsPattern("_4[0-9]{2} more remarks do not fit into this comment: see the log of the command._");
    }

    @Test
    void everyFormShowsWhatRunsWhereWithWhoseSecretBeforeAnyChange() {
        TextLayout paper = new TextLayout(100, TextLayout.Colours.OFF);
        new PlanText(everyKind).write(paper);
        String markdown = new PlanMarkdown(everyKind, Payload.COMMENT, List.of()).text();

        for (String form : new String[] {paper.toString(), brief(everyKind, 100), markdown}) {
            assertThat(form.split("Party")[0].replaceAll("\\s+", " "))
                    .contains("'p1.example:5002', tls: [ca: 'ca.pem', authority: 'p1']")
                    .contains("'p1.example:5001', token: env('TOKEN'), no TLS")
                    .contains("'./token.sh' 'two words' 'it'\\''s'")
                    .contains("'./backup.sh' '--to' 'a `dir`'");
        }
    }

    @Test
    void coloursAddNothingButColours() {
        String coloured = text(100, TextLayout.Colours.ON);

        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(100, TextLayout.Colours.OFF));
    }

    @Test
    void aNarrowTerminalCutsNoId() {
        String narrow = text(60, TextLayout.Colours.OFF);

        String party = plan.plan().content().parties().get(0).party().toString();
        assertThat(narrow).contains(party).contains(plan.hash());
        assertThat(narrow.lines().filter(line -> line.length() > 60))
                .allMatch(line ->
                        line.contains("1220") || line.contains(plan.hash()) || line.matches(".*[0-9a-f]{60}.*"));
    }

    @Test
    void markdownForAPullRequest() {
        Golden.matches(
                new PlanMarkdown(report, Payload.COMMENT, List.of()).text(), TEXTS.resolve("quickstart.plan.md"));
    }

    @Test
    void markdownKeepsWhatIsDangerousWithinItsBudget() {
        String text = new PlanMarkdown(report, 2_000, List.of()).text();

        assertThat(text).hasSizeLessThanOrEqualTo(2_000);
        assertThat(text)
                .contains(plan.hash())
                .contains("cannot be taken back")
                .contains("do not fit into this comment");
    }

    @Test
    void markdownHasThePictureOfTheWavesInAFence() {
        assertThat(new PlanMarkdown(report, Payload.COMMENT, List.of()).text())
                .contains("\n```mermaid\n" + new PlanMermaid(report).text() + "```\n\n</details>\n");
    }

    @Test
    void aPictureOfTheWaves() {
        Golden.matches(new PlanMermaid(report).text(), TEXTS.resolve("quickstart.plan.mmd"));
        Golden.matches(new PlanDot(report).text(), TEXTS.resolve("quickstart.plan.dot"));
    }

    /** Nothing in a label can end it, begin another statement, or be a link, a style or HTML. */
    @Test
    void aLabelOfThePictureIsOnlyText() {
        assertThat(new PlanMermaid(everyKind).text().lines())
                .allMatch(line -> line.matches("flowchart TB"
                        + "|  (subgraph )?\\w+\\[\"([A-Za-z0-9 ,.()/-]|#[0-9]+;)*\"\\](:::(danger|person))?"
                        + "|  \\w+ --> \\w+|  end|  classDef .*"));
    }

    /** The same for Graphviz: a label is between quotation marks, and none of it ends them. */
    @Test
    void aLabelOfTheOtherPictureIsOnlyText() {
        assertThat(new PlanDot(everyKind).text().lines())
                .allMatch(line -> line.matches("digraph plan \\{|}|  }|  subgraph cluster_\\w+ \\{"
                        + "|  (compound|rankdir|node|fontname).*"
                        + "| +label=\"([^\"\\\\]|\\\\[\"\\\\])*\""
                        + "| +\\w+ \\[label=\"([^\"\\\\]|\\\\[\"\\\\])*\"(, color=.*)?]"
                        + "|  \\w+ -> \\w+ \\[(ltail=\\w+, )?lhead=\\w+]"));
    }

    @Test
    void theSummaryAndHashOfThePictureAreThoseOfThePlan() {
        assertThat(new PlanMermaid(report).text())
                .contains("plan[\"Plan#58; 1 party to change, 19 steps in 15 waves")
                .contains("Hash " + plan.hash() + "\"]");
    }

    @Test
    void jsonHoldsTheSummaryAndThePlanItself() throws IOException {
        Payload content = Payload.Planned.asText(plan);
        CommandText here = new CommandText("partita", Optional.empty(), Place.HERE);
        var document = new ObjectMapper()
                .readTree(new JsonTables(here::of).answer().line(Result.of("plan", ExitCode.CHANGES, content)));

        assertThat(document.path("exit_code").asInt()).isEqualTo(2);
        assertThat(document.path("plan_hash").asText()).isEqualTo(plan.hash());
        assertThat(document.path("plan").path("hash").asText()).isEqualTo(plan.hash());
        assertThat(document.path("offline").get(0).path("participant").asText()).isEqualTo("participant2");
    }

    private static String brief(PlanReport report, int width) {
        TextLayout paper = new TextLayout(width, TextLayout.Colours.OFF);
        new PlanBrief(report).write(paper);
        return paper.toString();
    }

    private String text(int width, TextLayout.Colours colours) {
        TextLayout paper = new TextLayout(width, colours);
        new PlanText(report).write(paper);
        return paper.toString();
    }
}
