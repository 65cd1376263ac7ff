package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.testkit.golden.Golden;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan as it is shown, against texts that people have read. */
class PlanViewTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");

    private final SavedPlan plan =
            Plans.read(TEXTS.resolve("quickstart.plan.json")).value();

    @Test
    void textForATerminalOfUsualWidth() {
        Golden.matches(text(100, TextLayout.Colours.OFF), TEXTS.resolve("quickstart.plan.txt"));
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

        String party = plan.plan().parties().get(0).after().party().toString();
        assertThat(narrow).contains(party).contains(plan.hash());
        assertThat(narrow.lines().filter(line -> line.length() > 60))
                .allMatch(line ->
                        line.contains("1220") || line.contains(plan.hash()) || line.matches(".*[0-9a-f]{60}.*"));
    }

    @Test
    void markdownForAPullRequest() {
        Golden.matches(new PlanMarkdown(plan, PlanMarkdown.BUDGET).text(), TEXTS.resolve("quickstart.plan.md"));
    }

    @Test
    void markdownKeepsWhatIsDangerousWithinItsBudget() {
        String text = new PlanMarkdown(plan, 2_000).text();

        assertThat(text).hasSizeLessThanOrEqualTo(2_000);
        assertThat(text)
                .contains(plan.hash())
                .contains("cannot be taken back")
                .contains("do not fit into this comment");
    }

    @Test
    void jsonHoldsTheSummaryAndThePlanItself() throws IOException {
        Payload content = new Payload.Planned(plan, Payload.Form.TEXT, Optional.empty());
        var document = new ObjectMapper()
                .readTree(jsonView()
                        .document(Result.of("plan", ExitCode.CHANGES, content))
                        .toString());

        assertThat(document.path("exit_code").asInt()).isEqualTo(2);
        assertThat(document.path("plan_hash").asText()).isEqualTo(plan.hash());
        assertThat(document.path("plan").path("hash").asText()).isEqualTo(plan.hash());
        assertThat(document.path("offline").get(0).path("participant").asText()).isEqualTo("participant2");
    }

    private String text(int width, TextLayout.Colours colours) {
        TextLayout paper = new TextLayout(width, colours);
        new PlanText(plan).write(paper);
        return paper.toString();
    }

    private static JsonView jsonView() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, Map.of());
        return new JsonView(terminal, new CommandText("partita", Optional.empty(), Place.HERE));
    }
}
