package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody can rely on, whichever command is typed. */
class CommandLineTest {

    private static final Map<String, String> TERMINAL =
            Map.of("PARTITA_TTY", "012", "PARTITA_COLUMNS", "80", "TERM", "xterm-256color");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "fmt",
                "import",
                "plan",
                "diff",
                "snapshot",
                "rehearse",
                "approve",
                "apply",
                "resume",
                "status",
                "show",
                "graph",
                "drift",
                "doctor",
                "evidence",
                "evidence write",
                "evidence verify",
                "state",
                "state list",
                "state show",
                "state verify",
                "state unlock",
                "state rebuild",
                "receipt",
                "receipt write",
                "sandbox",
                "sandbox run",
                "sandbox show",
                "sandbox reset",
                "explain",
                "schema",
                "version",
                "completion"
            })
    void everyCommandExplainsItselfWithAnExample(String command) {
        Typed help = Typed.run((command + " --help").split(" "));

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains("Usage: partita " + command)
                .contains("Example:")
                .contains("--json");
    }

    @Test
    void aCommandThatDoesNotExistIsAnsweredWithTheOneThatWasMeant() {
        Typed typed = Typed.run("plann");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("'plann'").contains("Did you mean plan?");
    }

    @Test
    void anOptionThatDoesNotExistIsAnsweredWithTheOneThatWasMeant() {
        Typed typed = Typed.run("plan", "--detailed-exit");

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("--detailed-exit").contains("Did you mean --detailed-exitcode?");
    }

    /** Whoever mistypes must not be led to what changes something, nor be told that the mistake is a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "remove",
                "bogus",
                "aply",
                "aprove",
                "state unlok",
                "sandbox resett",
                "apply --auto-aprove",
                "resume --abandom"
            })
    void nothingThatChangesSomethingIsProposed(String words) {
        Typed typed = Typed.run(words.split(" "));

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.err()).contains("[wrong-usage]").doesNotContain("Did you mean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nosuch --help", "help nosuch", "state nosuch --help", "--help nosuch", "plan --wat --help"})
    void whatDoesNotExistIsNotExplainedAsIfItWere(String words) {
        Typed typed = Typed.run(words.split(" "));

        assertThat(typed.code()).isEqualTo(64);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void theHelpOfARepairSaysWhatIsPurgedAndWhatItAnswers() {
        String help = Typed.run("plan", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains("gets them, and the flag is cleared")
                .contains("On a host that was removed and comes back")
                .contains("are purged, which only its backup takes back")
                .contains("that it was removed for good then, and that nobody needs what it kept of that time");
    }

    @Test
    void helpIsAWordAsWell() {
        assertThat(Typed.run("help").out()).isEqualTo(Typed.run("--help").out()).startsWith("Usage: partita");
        assertThat(Typed.run("help", "state", "unlock").out())
                .isEqualTo(Typed.run("state", "unlock", "--help").out())
                .startsWith("Usage: partita state unlock");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(Typed.run().code()).isEqualTo(64);
        assertThat(Typed.run("state").code()).isEqualTo(64);
    }

    @Test
    void wrongUsageIsADocumentForMachines() throws IOException {
        Typed typed = Typed.run("plann", "--json");

        JsonNode document = json(typed.out());
        assertThat(document.path("exit_code").asInt()).isEqualTo(64);
        assertThat(document.path("diagnostics").get(0).path("code").asText()).isEqualTo("wrong-usage");
    }

    @Test
    void versionSaysSoWithOrWithoutAParser() throws IOException {
        assertThat(Typed.run("--version").out())
                .startsWith("partita ")
                .isEqualTo(Typed.run("version").out());
        assertThat(json(Typed.run("version", "--json").out()).path("version").asText())
                .isNotEmpty();
    }

    @Test
    void everyMistakeIsShownWithItsLineCauseAndFix() throws IOException {
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 { sandbox() } }
                party('Alice') {
                    local on: participant1
                    host participant1, submision
                    host participant7, observation
                }
                """);

        Typed typed = Typed.run("validate", folder.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err())
                .contains("hosting.groovy:5:24")
                .contains("5 |     host participant1, submision")
                .contains("^^^^^^^^^")
                .contains("hosting.groovy:6:10")
                .contains("fix: ")
                .contains("2 errors.");
    }

    @Test
    void aSecretInADeclarationIsNeverShown() throws IOException {
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 {
                    admin 'localhost:1'
                    ledger 'localhost:2', token: 'eyJhbGciOi-very-secret'
                } }
                """);

        assertThat(Typed.run("validate", folder.toString()).both()).doesNotContain("very-secret");
        assertThat(Typed.run("validate", folder.toString(), "--json").both()).doesNotContain("very-secret");
    }

    @Test
    void aFolderThatDoesNotExistIsADiagnostic() {
        Typed typed = Typed.run("plan", folder.resolve("nothing").toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("[folder-missing]").contains("fix:");
    }

    @Test
    void relativePathsStartFromTheFolderOfMinusC() {
        Path quickstart = Typed.scenario("quickstart", folder);

        assertThat(Typed.run("-C", folder.toString(), "validate", "quickstart").code())
                .isZero();
        assertThat(Typed.run("validate", "-C", quickstart.toString()).code()).isZero();
    }

    @Test
    void escapesAreForTerminalsThatWantThem() {
        Typed.scenario("quickstart", folder);
        String[] command = {"validate", folder.resolve("quickstart").toString()};

        assertThat(Typed.in(TERMINAL, "", command).both()).contains("\u001b[");
        assertThat(Typed.run(command).both()).doesNotContain("\u001b");
        assertThat(Typed.in(with("NO_COLOR", "1"), "", command).both()).doesNotContain("\u001b");
        assertThat(Typed.in(with("TERM", "dumb"), "", command).both()).doesNotContain("\u001b");
        assertThat(Typed.in(TERMINAL, "", "validate", command[1], "--no-color").both())
                .doesNotContain("\u001b");
    }

    @Test
    void theNextCommandIsTypedAsThisOneWas() {
        Typed.scenario("quickstart", folder);

        Typed typed =
                Typed.in(Map.of("PARTITA_COMMAND", "./partita"), "", "-C", folder.toString(), "validate", "quickstart");

        assertThat(typed.err()).contains("Next: ./partita -C " + folder + " plan quickstart -o plan.json");
    }

    @Test
    void aFolderWithoutRunsHasNothingOpen() throws IOException {
        Path quickstart = Typed.scenario("quickstart", folder);

        assertThat(Typed.run("status", quickstart.toString()).out()).contains("No run is recorded here.");
        assertThat(json(Typed.run("status", quickstart.toString(), "--json").out())
                        .path("interlocks"))
                .isEmpty();
        assertThat(Typed.run("state", "show", quickstart.toString()).code()).isEqualTo(1);
        assertThat(quickstart.resolve(".partita")).doesNotExist();
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        assertThat(Typed.run("completion").out())
                .startsWith("#!")
                .contains("_partita")
                .contains("validate")
                .contains("\"text\" \"json\" \"markdown\"");
    }

    /** The shell completes files where partita's words do not fit, unless a script forbids it. */
    @Test
    void completionLeavesFilesToTheShell() {
        assertThat(Typed.run("completion").out())
                .contains("complete -F _complete_partita -o default")
                .doesNotContain("+o default");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> env = new java.util.HashMap<>(TERMINAL);
        env.put(name, value);
        return env;
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
    }

    @Test
    void aFolderWithABlankIsTypedInQuotes() throws IOException {
        Path blank = Files.createDirectory(folder.resolve("our hosting"));
        Typed.scenario("quickstart", blank);

        Typed typed = Typed.run("validate", blank.resolve("quickstart").toString());

        assertThat(typed.err()).contains("Next: partita plan '" + blank.resolve("quickstart") + "' -o plan.json");
    }

    @Test
    void aCodeIsExplainedWithoutASourceCheckout() {
        assertThat(Typed.run("explain", "TOPOLOGY_SERIAL_MISMATCH").out())
                .contains("*When:*")
                .contains("*What to do:*");
        assertThat(Typed.run("explain", "redacted-answers").out()).contains("(partita explain unauthenticated)");
        assertThat(Typed.run("explain", "backup-wanted").out()).contains("note: back up the database of …");
        Typed unknown = Typed.run("explain", "BACKUP-WANTEDD");
        assertThat(unknown.code()).isEqualTo(64);
        assertThat(unknown.err()).contains("Did you mean backup-wanted?");
    }
}
