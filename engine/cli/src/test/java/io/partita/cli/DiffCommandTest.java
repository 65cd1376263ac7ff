package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two plan files side by side. */
class DiffCommandTest {

    private static final String QUICKSTART = "src/test/resources/io/partita/cli/view/quickstart.plan.json";
    private static final String EVERY_KIND = "src/test/resources/io/partita/cli/view/every-kind.plan.json";

    @TempDir
    Path folder;

    @Test
    void aPlanAndACopyOfItAreEqual() throws IOException {
        Path copy = Files.copy(Path.of(QUICKSTART), folder.resolve("copy.json"));

        Typed typed = Typed.run("diff", QUICKSTART, copy.toString());
        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).endsWith("The plans are equal.\n");
        assertThat(typed.err()).isEmpty();
        assertThat(json("diff", QUICKSTART, copy.toString(), "--json")
                        .path("equal")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anotherPlanEndsWithTwoInEveryForm() throws IOException {
        Typed text = Typed.run("diff", QUICKSTART, EVERY_KIND);
        Typed markdown = Typed.run("diff", QUICKSTART, EVERY_KIND, "--format", "markdown");

        assertThat(text.code()).isEqualTo(2);
        assertThat(text.out()).contains("What runs where, and with whose secret", "The plans differ: ");
        assertThat(markdown.code()).isEqualTo(2);
        assertThat(markdown.out()).startsWith("### partita diff\n").contains("```diff\n");
        JsonNode document = json("diff", QUICKSTART, EVERY_KIND, "--json");
        assertThat(document.path("exit_code").asInt()).isEqualTo(2);
        assertThat(document.path("exit").asText()).isEqualTo("changes");
        assertThat(document.path("differences").get(0).path("matter").asText()).isEqualTo("access");
    }

    @Test
    void theOtherWayRoundAddedIsRemoved() throws IOException {
        JsonNode there = json("diff", QUICKSTART, EVERY_KIND, "--json").path("differences");
        JsonNode back = json("diff", EVERY_KIND, QUICKSTART, "--json").path("differences");

        assertThat(there.findValuesAsText("fate").stream()
                        .filter("added"::equals)
                        .count())
                .isEqualTo(back.findValuesAsText("fate").stream()
                        .filter("removed"::equals)
                        .count());
    }

    @Test
    void whatChangedInTheDeclarationSinceThePlanWasApproved() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Path approved = unit.resolve("approved.json");
        Path plan = unit.resolve("plan.json");
        assertThat(Typed.run("plan", unit.toString(), "-o", approved.toString()).code())
                .isZero();
        Path script = unit.resolve("hosting.groovy");
        String declared = Files.readString(script);
        assertThat(declared).contains("host participant2, observation");
        Files.writeString(
                script, declared.replace("host participant2, observation", "host participant2, confirmation"));
        assertThat(Typed.run("plan", unit.toString(), "-o", plan.toString()).code())
                .isZero();

        Typed typed = Typed.run("diff", approved.toString(), plan.toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.out())
                .contains("  ~ party Alice\n")
                .contains("- participant2  observation (new host)")
                .contains("+ participant2  confirmation (new host)")
                .doesNotContain("What runs where")
                .endsWith("The plans differ: parties (1 difference).\n");
    }

    @Test
    void aFileThatIsNoPlanIsNamedAsItWasTyped() throws IOException {
        Path edited = folder.resolve("edited.json");
        Files.writeString(edited, Files.readString(Path.of(QUICKSTART)).replace("participant2", "participant3"));
        String missing = folder.resolve("missing.json").toString();

        Typed typed = Typed.run("diff", missing, edited.toString());
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("[plan-unreadable]", "about " + missing)
                .contains("[plan-edited]", "about " + edited);
    }

    @Test
    void wrongUsage() {
        assertThat(Typed.run("diff", QUICKSTART).code()).isEqualTo(64);
        assertThat(Typed.run("diff", QUICKSTART, EVERY_KIND, "--format", "mermaid")
                        .code())
                .isEqualTo(64);
    }

    private static JsonNode json(String... words) throws IOException {
        return new ObjectMapper().readTree(Typed.run(words).out());
    }
}
