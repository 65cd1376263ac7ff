package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.approval.SshKeygen;
import io.partita.core.hash.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves later how a run went, through the real entry point. */
class EvidenceCommandTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    private static Path unit;
    private static String written;

    @BeforeAll
    static void applyOnce() throws IOException {
        unit = Typed.scenario("quickstart", once);
        Typed applied = Typed.run("apply", unit.toString(), "--auto-approve");
        assertThat(applied.code()).as(applied.both()).isZero();
        Path file = once.resolve("evidence.json");
        assertThat(Typed.run("evidence", "write", unit.toString(), "-o", file.toString())
                        .code())
                .isZero();
        written = Files.readString(file);
    }

    private Typed verified(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("evidence.json"), text);
        String[] words = new String[more.length + 3];
        words[0] = "evidence";
        words[1] = "verify";
        words[2] = file.toString();
        System.arraycopy(more, 0, words, 3, more.length);
        return Typed.run(words);
    }

    @Test
    void theSameRunGivesTheSameBytesAndSaysHowItWent() throws IOException {
        Path file = folder.resolve("again.json");
        Typed again = Typed.run("evidence", "write", unit.toString(), "-o", file.toString());

        assertThat(again.code()).as(again.both()).isZero();
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(again.out())
                .contains("Evidence of a run: run ")
                .contains("ended done")
                .contains("Nobody had to approve it.")
                .contains("Saved as: " + file);

        Typed verified = verified(written);
        assertThat(verified.code()).as(verified.both()).isZero();
        assertThat(verified.out()).contains("The evidence is whole: run ");
        assertThat(verified.err()).isEmpty();
    }

    /** Of everything that changed something the hash is kept, and nothing that was sent. */
    @Test
    void everyRequestThatMayHaveChangedSomethingIsInIt() throws IOException {
        JsonNode file = MAPPER.readTree(written);
        List<JsonNode> requests = file.findValues("requests").stream()
                .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                .toList();

        assertThat(requests)
                .extracting(request -> request.path("method").asText().replaceFirst(".*/", ""))
                .contains(
                        "UploadDar",
                        "Authorize",
                        "DisconnectSynchronizer",
                        "ExportPartyAcs",
                        "ImportPartyAcs",
                        "ReconnectSynchronizer")
                .doesNotContain("ListPartyToParticipant", "GetLedgerEnd");
        Instant first = Instant.parse(file.at("/entries/0/time").asText());
        Instant last = Instant.parse(file.at("/entries/" + (file.path("entries").size() - 1) + "/time")
                .asText());
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.path("participant").asText()).startsWith("participant");
            assertThat(request.path("sha256").asText()).matches("[0-9a-f]{64}");
            assertThat(request.path("end").asText()).isEqualTo("OK");
            assertThat(request.path("messages").asLong()).isPositive();
            assertThat(request.path("bytes").asLong() == 0)
                    .isEqualTo(request.path("sha256").asText().equals(Sha256.of(new byte[0])));
            assertThat(Instant.parse(request.path("began").asText())).isBetween(first, last);
        });
        Typed verified = verified(written);
        assertThat(verified.err()).isEmpty();
        assertThat(verified.out().replaceAll("\\s+", " "))
                .contains(requests.size() + " requests that may have changed something.");
        Typed shown = Typed.run("state", "show", unit.toString());
        assertThat(shown.out().replaceAll("\\s+", " "))
                .contains("sent: ImportPartyAcs of participant2 at ")
                .contains(": OK, SHA-256 ");
    }

    /** It stands by itself: no state, no declaration, no network beside it. */
    @Test
    void theHashThatWasPrintedFindsAFileThatWasWrittenAnew() throws IOException {
        String hash = MAPPER.readTree(written).path("sha256").asText();

        assertThat(verified(written, "--expect-hash", hash).code()).isZero();
        assertThat(verified(written, "--expect-hash", hash.substring(0, 12)).code())
                .isZero();
        Typed other = verified(written, "--expect-hash", "0".repeat(12));
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("[evidence-is-another]");
        assertThat(verified(written, "--expect-hash", hash.substring(0, 11)).code())
                .isEqualTo(1);
    }

    /** All but a sample of the bytes are changed in core, where that is quick. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.999})
    void aChangedByteIsFound(double where) throws IOException {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        int at = (int) (where * bytes.length);
        bytes[at] = (byte) (bytes[at] == 'x' ? 'y' : 'x');

        Typed typed = verified(new String(bytes, StandardCharsets.UTF_8));

        assertThat(typed.code()).as(typed.both()).isEqualTo(1);
    }

    @Test
    void anEntryThatIsMissingOrMovedIsNamed() throws IOException {
        ObjectNode without = (ObjectNode) MAPPER.readTree(written);
        JsonNode gone = ((ArrayNode) without.path("entries")).remove(3);
        Typed missing = verified(MAPPER.writeValueAsString(without));
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.unwrapped())
                .contains("entry 5 does not follow entry 3")
                .contains("one between them is missing, or they were moved")
                .contains("[evidence-changed]");

        ((ArrayNode) without.path("entries")).insert(5, gone);
        Typed moved = verified(MAPPER.writeValueAsString(without));
        assertThat(moved.code()).isEqualTo(1);
        assertThat(moved.unwrapped()).contains("entry 4 does not follow entry 6");
    }

    @Test
    void otherTextBetweenTheBytesIsFound() throws IOException {
        Typed typed = verified(written + " ");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("not laid out as it was written");
    }

    @Test
    void aRunThatWaitsIsToldToBeUnfinishedAndAFolderWithoutRunsHasNone() throws IOException {
        Path waiting = Typed.scenario("quickstart", folder);
        Path none = folder.resolve("evidence.json");
        Typed nothing = Typed.run("evidence", "write", waiting.toString(), "-o", none.toString());
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("[evidence-of-nothing]");
        assertThat(none).doesNotExist();
        assertThat(Typed.run("evidence", "verify", none.toString()).err()).contains("[evidence-unreadable]");
    }

    @Test
    @EnabledIf("io.partita.cli.approval.SshKeygen#isInstalled")
    void approvalsAreInItAndCheckedAgain() throws IOException {
        Path approved = Typed.scenario("quickstart", folder);
        Path key = SshKeygen.key(folder, "alice", "-t", "ed25519");
        Files.writeString(approved.resolve("approvals.json"), """
                {
                  "format": "partita.approval-policy/1",
                  "signers": "allowed_signers",
                  "roles": { "operations": { "people": ["alice@bank.example"], "quorum": 1 } },
                  "author": "counts",
                  "backups": "said"
                }
                """);
        Files.writeString(approved.resolve("allowed_signers"), SshKeygen.line("alice@bank.example", "", key));
        Path plan = folder.resolve("plan.json");
        Map<String, String> home = Map.of("HOME", folder.resolve("home").toString());
        done(home, "plan", approved.toString(), "-o", plan.toString());
        done(home, "approve", plan.toString(), "--key", key.toString());
        done(home, "apply", plan.toString(), "--confirm=Alice");
        Path file = folder.resolve("proof.json");
        Typed evidence = Typed.in(home, "", "evidence", "write", approved.toString(), "-o", file.toString());
        assertThat(evidence.out()).contains("Approved by alice@bank.example with key SHA256:");

        assertThat(Typed.run("evidence", "verify", file.toString()).code()).isZero();
        assertThat(MAPPER.readTree(file.toFile()).at("/entries").toString()).contains("BEGIN SSH SIGNATURE");
    }

    private static void done(Map<String, String> env, String... words) {
        Typed typed = Typed.in(env, "", words);
        assertThat(typed.code()).as(typed.both()).isZero();
    }
}
