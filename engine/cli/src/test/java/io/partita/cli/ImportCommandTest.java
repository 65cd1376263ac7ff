package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what is live to a declaration that changes nothing. */
class ImportCommandTest {

    private static final String NETWORK = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 { sandbox() }
                participant2 { sandbox() }
            }
            """;

    @TempDir
    Path folder;

    private Path unit;

    @BeforeEach
    void aNetworkWithParties() throws IOException {
        unit = Files.createDirectories(folder.resolve("unit"));
        Files.writeString(unit.resolve("main.groovy"), NETWORK);
        Files.writeString(unit.resolve("world.json"), """
                {
                  "synchronizer": "mysynchronizer",
                  "protocolVersion": 35,
                  "release": "3.5.10",
                  "decisionTimeout": "PT2S",
                  "participants": { "participant1": {}, "participant2": {}, "participant3": {} },
                  "parties": [
                    { "name": "Alice", "on": "participant1", "hosts": [
                      { "participant": "participant1", "permission": "confirmation" },
                      { "participant": "participant2", "permission": "confirmation" } ], "threshold": 2 },
                    { "name": "desk-1", "on": "participant1", "hosts": [
                      { "participant": "participant1", "permission": "submission" } ] },
                    { "name": "desk-2", "on": "participant1", "hosts": [
                      { "participant": "participant1", "permission": "submission" } ] },
                    { "name": "desk-3", "on": "participant1", "hosts": [
                      { "participant": "participant1", "permission": "submission" } ] },
                    { "name": "Fund", "owners": ["participant1", "participant2"], "ownersThreshold": 2, "hosts": [
                      { "participant": "participant2", "permission": "confirmation" } ] },
                    { "name": "Zoe", "on": "participant3", "hosts": [
                      { "participant": "participant2", "permission": "observation" },
                      { "participant": "participant3", "permission": "submission" } ] }
                  ],
                  "contracts": []
                }
                """);
    }

    private Typed imported(String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "import";
        words[1] = unit.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return Typed.run(words);
    }

    @Test
    void everyPartyIsWrittenAsAPersonWouldAndPlansToNoChange() throws IOException {
        Path file = unit.resolve("parties.groovy");

        Typed typed = imported("-o", file.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("6 parties written; planned, nothing changes.")
                .contains("Saved as: " + file);
        assertThat(Files.readString(file).replaceAll("1220[0-9a-f]{64}", "<id>"))
                .isEqualTo("""
                party('Alice') {
                    local on: participant1
                    host participant1, confirmation
                    host participant2, confirmation
                    threshold 2
                }

                party('Fund') {
                    decentralized owners: [participant1, participant2], threshold: 2
                    host participant2, confirmation
                }

                party('Zoe') {
                    id 'Zoe::<id>'
                    host participant2, observation
                    keep 'participant3::<id>'
                }

                ['desk-1', 'desk-2', 'desk-3'].each { name ->
                    party(name) {
                        local on: participant1
                        host participant1, submission
                    }
                }
                """);
        Typed plan = Typed.run("plan", unit.toString(), "--detailed-exitcode");
        assertThat(plan.code()).as(plan.both()).isZero();
        assertThat(Typed.run("fmt", "--check", unit.toString()).code()).isZero();

        Typed again = imported();
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("There is no party to write.");
        assertThat(again.unwrapped()).contains("left out, because declared already: Alice::");
    }

    @Test
    void aFilterTakesSomeAndSaysWhatFitsNothing() throws IOException {
        assertThat(imported("--party", "desk-*").out())
                .contains("'desk-1', 'desk-2'")
                .doesNotContain("Alice");
        assertThat(imported("--host", "participant2").out()).contains("Alice").doesNotContain("desk-");
        assertThat(imported("--party", "nobody").err()).contains("[unknown-party]");
        assertThat(imported("--host", "participant3").err()).contains("[unknown-participant]");

        JsonNode document = new ObjectMapper()
                .readTree(imported("--party", "Alice", "--json").out());
        assertThat(document.path("parties")).hasSize(1);
        assertThat(document.path("parties").get(0).path("party_id").asText()).startsWith("Alice::1220");
        assertThat(document.path("text").asText()).startsWith("party('Alice') {\n");
    }

    @Test
    void nothingThatAPersonWroteIsReplaced() throws IOException {
        Typed there = imported("-o", unit.resolve("main.groovy").toString());
        assertThat(there.code()).isEqualTo(6);
        assertThat(there.err()).contains("[out-refused]");
        assertThat(unit.resolve("main.groovy")).hasContent(NETWORK);

        assertThat(imported("-o", folder.resolve("elsewhere.groovy").toString()).code())
                .isEqualTo(6);
        assertThat(imported("-o", unit.resolve("parties.json").toString()).code())
                .isEqualTo(6);
        assertThat(folder.resolve("elsewhere.groovy")).doesNotExist();
    }

    /** In a loop over names a participant of that name could not be meant: then every party has a block of its own. */
    @Test
    void aParticipantThatIsCalledAsTheLoopsVariableIsStillMeant() throws IOException {
        Files.writeString(unit.resolve("main.groovy"), NETWORK.replace("participant1", "name"));
        Path world = unit.resolve("world.json");
        Files.writeString(world, Files.readString(world).replace("participant1", "name"));

        Typed typed = imported("--party", "desk-*");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out())
                .contains("party('desk-1') {\n    local on: name\n    host name, submission\n}\n")
                .doesNotContain("each");
    }
}
