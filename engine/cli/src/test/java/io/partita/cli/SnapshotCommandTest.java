package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A snapshot is what a stranger's pull request is planned from: nobody is asked, nothing is started, no secret is read.
 */
class SnapshotCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path unit;
    private Path snapshot;

    @BeforeEach
    void record() {
        unit = Typed.scenario("quickstart", folder);
        snapshot = folder.resolve("snapshot.json");
        Typed typed = Typed.run("snapshot", unit.toString(), "-o", snapshot.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("Snapshot of participant1, participant2 on mysynchronizer")
                .contains("Hash: ");
        assertThat(typed.err()).contains("--from-snapshot");
    }

    private Typed plan(String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "plan";
        all[1] = unit.toString();
        all[2] = "--from-snapshot";
        all[3] = snapshot.toString();
        System.arraycopy(words, 0, all, 4, words.length);
        return Typed.run(all);
    }

    private void declare(String participants, String parties) throws IOException {
        Files.writeString(
                unit.resolve("hosting.groovy"),
                "synchronizer 'mysynchronizer'\nparticipants {\n" + participants + "\n}\n" + parties);
    }

    private static final String ALICE = """
            party('Alice') {
                local on: participant1
                host participant1, submission
                host participant2, observation
                threshold 1
            }
            """;

    @Test
    void aPreviewDecidesWhatThePlanWithTheNetworkDecides() throws IOException {
        JsonNode live = content(Typed.run("plan", unit.toString(), "--format", "json"));
        ObjectNode preview = content(plan("--format", "json"));

        assertThat(preview.remove("preview").path("recorded").asText())
                .isEqualTo(JSON.readTree(Files.readAllBytes(snapshot))
                        .path("recorded")
                        .asText());
        assertThat(preview).isEqualTo(live);
    }

    /** Without what names the text itself. */
    private static ObjectNode content(Typed typed) throws IOException {
        assertThat(typed.code()).as(typed.err()).isZero();
        ObjectNode content = (ObjectNode) JSON.readTree(typed.out());
        content.remove("hash");
        content.remove("digests");
        return content;
    }

    @Test
    void everyViewSaysThatItIsAPreview() throws IOException {
        String hash = JSON.readTree(Typed.run("plan", unit.toString(), "--from-snapshot", snapshot.toString(), "--json")
                        .out())
                .path("preview")
                .path("sha256")
                .asText();
        assertThat(hash).hasSize(64);

        assertThat(plan().out().replaceAll("\\s+", " "))
                .contains("Preview from the snapshot of ", hash, "participant1, participant2 as they were then")
                .contains("Preview: 1 party to change");
        assertThat(plan("--format", "markdown").out())
                .contains("Preview from the snapshot of ", hash, "**Preview: 1 party to change");
        assertThat(plan("--format", "json").out()).contains(hash);
    }

    @Test
    void aPreviewIsShownAndNeverCarriedOut() {
        Path file = unit.resolve("preview.json");
        Typed saved = plan("-o", file.toString());
        assertThat(saved.code()).isZero();
        assertThat(saved.err()).doesNotContain("apply");

        assertThat(Typed.run("show", file.toString()).out()).contains("Preview from the snapshot of ");
        for (String how : new String[] {"--auto-approve", "--dry-run", "--confirm=Alice"}) {
            Typed applied = Typed.run("apply", file.toString(), how);
            assertThat(applied.code()).as(how).isEqualTo(6);
            assertThat(applied.err()).contains("[plan-is-a-preview]");
        }
        assertThat(unit.resolve(".partita")).doesNotExist();
    }

    @Test
    void aPreviewWithNothingToDoIsNotAppliedEither() throws IOException {
        declare("participant1 { sandbox() }\nparticipant2 { sandbox() }", """
                party('Alice') {
                    local on: participant1
                    host participant1, submission
                }
                """);
        Path file = unit.resolve("preview.json");

        assertThat(plan("-o", file.toString()).out()).contains("Preview: nothing to do");
        assertThat(Typed.run("apply", file.toString()).code()).isEqualTo(6);
    }

    @Test
    void nothingIsOpenedReadOrStarted() throws IOException {
        Path canary = folder.resolve("canary");
        String access = "admin 'no.such.host.invalid:%d', tls: [ca: 'nowhere.pem'], token: %s\n"
                + "ledger 'no.such.host.invalid:%d', tls: [ca: 'nowhere.pem'], token: %s\nbackup manual\n";
        String started = "command('touch', '" + canary + "')";
        String oidc = "oidc(url: 'https://idp.invalid/token', client: 'c', secret: command('touch', '" + canary + "'))";
        declare(
                "participant1 {\n" + access.formatted(1, started, 2, oidc) + "}\nparticipant2 {\n"
                        + access.formatted(3, "env('NO_SUCH_TOKEN')", 4, "file('no-such-token')") + "}",
                ALICE);
        Files.delete(unit.resolve("world.json"));

        Typed typed = Typed.in(
                Map.of("https_proxy", "http://no.such.proxy.invalid:1"),
                "",
                "plan",
                unit.toString(),
                "--from-snapshot",
                snapshot.toString());

        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("Preview: 1 party to change");
        assertThat(canary).doesNotExist();
        assertThat(unit.resolve(".sandbox/none")).doesNotExist();
    }

    @Test
    void aPartyAndAHostThatThePullRequestAddsArePlanned() throws IOException {
        declare("participant1 { sandbox() }\nparticipant2 { sandbox() }", ALICE + """
                party('Carol') {
                    local on: participant2
                    host participant2, submission
                }
                party('Bob') {
                    local on: participant1
                    host participant1, submission
                    host participant2, observation
                }
                """);

        JsonNode live = content(Typed.run("plan", unit.toString(), "--format", "json"));
        ObjectNode preview = content(plan("--format", "json"));

        preview.remove("preview");
        assertThat(preview).isEqualTo(live);
        assertThat(live.path("parties")).hasSize(3);
    }

    @Test
    void aParticipantThatIsNotInTheSnapshotIsSaid() throws IOException {
        declare("participant1 { sandbox() }\nparticipant2 { sandbox() }\nparticipant3 { sandbox() }", ALICE);

        Typed typed = plan();

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("participant3 is not in the snapshot [not-in-snapshot]", "hosting.groovy:5:1");
    }

    @Test
    void aFileThatIsNoSnapshotIsSaidWithItsPlace() throws IOException {
        String text = Files.readString(snapshot);

        Files.writeString(snapshot, text.replaceFirst("\"ledgerEnd\": [0-9]+", "\"ledgerEnd\": \"many\""));
        assertThat(plan().err()).contains("[unreadable-file]", "snapshot.json:");
        Files.writeString(snapshot, text.substring(0, text.length() / 2));
        assertThat(plan().err()).contains("[damaged-json]");
        Files.writeString(snapshot, "{}");
        assertThat(plan().err()).contains("[not-a-snapshot]");
        Files.delete(snapshot);
        assertThat(plan().err()).contains("[snapshot-unreadable]");
    }

    /** All of them at once: sums of numbers that fit do not fit, and no view may stumble over what nobody means. */
    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9999-12-31T23:59:59.999999999Z, PT87660000H",
        "0, 0001-01-01T00:00:00Z, PT0S",
        "2147483647, 2026-01-01T00:00:00Z, PT-87660000H"
    })
    void numbersAndTimesThatNobodyMeansArePlannedOrRefusedInEveryForm(String number, String time, String duration)
            throws IOException {
        declare("participant1 { sandbox() }\nparticipant2 { sandbox() }", ALICE + ALICE.replace("Alice", "Bob"));
        String text = Files.readString(snapshot)
                .replaceAll(
                        "(\"(count|offset|createdAtOffset|ledgerEnd|prunedUpTo|inFlight|serial|[0-9a-f]{64})\": )[0-9]+",
                        "$1" + number)
                .replaceAll("\"[0-9]{4}-[0-9T:.-]+Z\"", "\"" + time + "\"")
                .replaceAll("\"PT[0-9HMS.]+\"", "\"" + duration + "\"");
        Files.writeString(snapshot, text);
        Path file = folder.resolve("preview.json");

        for (String form : new String[] {"text", "markdown", "json", "html", "mermaid"}) {
            Typed typed = plan("--format", form);
            assertThat(typed.code()).as(form + typed.both()).isIn(0, 1, 3, 6);
            assertThat(typed.both()).as(form).doesNotContain("a bug in partita", "internal-error", "-2 contracts");
        }
        for (String[] more : new String[][] {{"--json"}, {"--explain"}, {"-o", file.toString()}}) {
            assertThat(plan(more).both()).doesNotContain("a bug in partita", "internal-error");
        }
        if (Files.exists(file)) {
            Typed compared = Typed.run("diff", file.toString(), file.toString());
            assertThat(compared.code()).as(compared.both()).isZero();
        }
    }
}
