package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a plan comes from the plan file alone. */
class PlanFormsTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");

    @TempDir
    Path folder;

    private Path plan;

    @BeforeEach
    void aFileAndNothingElse() throws IOException {
        plan = folder.resolve("plan.json");
        Files.copy(TEXTS.resolve("quickstart.plan.json"), plan);
    }

    private Typed shown(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "show";
        all[1] = plan.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return Typed.run(all);
    }

    @ParameterizedTest
    @CsvSource({"markdown, quickstart.plan.md", "mermaid, quickstart.plan.mmd", "json, quickstart.plan.json"})
    void showsWhatPlanningShowed(String form, String golden) throws IOException {
        Typed typed = shown("--format", form);

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).isEqualTo(Files.readString(TEXTS.resolve(golden)));
    }

    @Test
    void aPage() {
        Typed typed = shown("--format", "html");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-chars=2500", "--host=bitbucket"})
    void aCommentFitsWhereItGoes(String words) {
        Typed typed = shown("--format=markdown", words);

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).hasSizeLessThan(words.contains("2500") ? 2_500 : 32_768);
        assertThat(typed.out()).contains("cannot be taken back");
    }

    @Test
    void aCommentEndsWithWhatIsTypedNext() {
        Path unit = Typed.scenario("quickstart", folder);

        Typed typed = Typed.run(
                "plan",
                unit.toString(),
                "--format=markdown",
                "-o",
                folder.resolve("new.json").toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out().lines().dropWhile(line -> !line.equals("**Next**")))
                .hasSize(6)
                .anyMatch(line -> line.startsWith("partita apply ") && line.endsWith(" --confirm=Alice"));
    }

    @Test
    void aDeclarationThatIsNotInOrderIsACommentToo() {
        Path unit = Typed.scenario("bad-declaration", folder);

        Typed refused = Typed.run("plan", unit.toString(), "--format=markdown", "-o", plan.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out())
                .startsWith("### partita plan: no plan could be made\n\n**32 errors.** Exit 1: error.\n")
                .contains("[unknown-word]", "at hosting.groovy:3:1", " 3 | synchroniser 'mysynchronizer'")
                .contains("fix: Did you mean 'synchronizer'?");
        assertThat(refused.err()).contains("[unknown-word]").endsWith("Exit 1: error.\n");
        assertThat(Typed.run("plan", unit.toString()).out()).isEmpty();
    }

    @Test
    void whatIsRefusedByARuleIsACommentToo() {
        Path unit = Typed.scenario("refused-removal", folder);

        Typed refused = Typed.run("plan", unit.toString(), "--format=markdown");

        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.out()).contains("Exit 6: ").contains("  fix: ");
    }

    @Test
    void aCommentThatSaysWhyThereIsNoPlanFitsToo() {
        Path unit = Typed.scenario("bad-declaration", folder);

        Typed refused = Typed.run("plan", unit.toString(), "--format=markdown", "--max-chars=3000");

        assertThat(refused.out())
                .hasSizeLessThan(3_000)
                .contains("more messages do not fit into this comment: see the log of the command");
        assertThat(refused.out().lines().filter(line -> line.startsWith("```")).count() % 2)
                .as("every fence that begins ends")
                .isZero();
    }

    /** Who takes the plan from standard output gets a plan or nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"-o=-", "--out=/dev/stdout", "--json"})
    void noCommentWhereAPlanOrADocumentIsExpected(String words) {
        Path unit = Typed.scenario("bad-declaration", folder);

        assertThat(Typed.run("plan", unit.toString(), "--format=markdown", words)
                        .out())
                .doesNotContain("###");
    }

    @Test
    void explainingTellsEveryStep() {
        assertThat(shown().out()).contains("--explain").doesNotContain("Wave 0");
        assertThat(shown("--explain").out()).contains("Wave 0  check that everything is ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--host=github --max-chars=9000", "--max-chars=10", "--explain --format=markdown"})
    void wordsThatCannotBeAreRefused(String words) {
        Typed typed = shown(words.split(" "));

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.both()).contains("[form-options]");
    }

    @Test
    void aFolderIsNoPlan() {
        Typed typed = Typed.run("show", Typed.scenario("quickstart", folder).toString(), "--format", "html");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.both()).contains("[form-options]");
    }
}
