package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What machines read is JSON without noise, and what goes into a comment fits with the important first. */
class JsonAndCommentTest {

    private static final int GITHUB = 65_536;
    private static final int PARTIES = 400;

    @TempDir
    Path folder;

    /** Also where there is nothing to answer: usage, what is missing, what is refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "validate",
                "plan",
                "plan nosuch",
                "plna",
                "plan --wat",
                "",
                "status",
                "show",
                "doctor",
                "state list",
                "state verify",
                "state show",
                "state",
                "sandbox show",
                "resume",
                "apply nosuch.json",
                "apply",
                "apply . --dry-run",
                "drift",
                "version",
                "completion",
                "apply . --auto-approve"
            })
    void everyLineOfAnAnswerIsJson(String command) throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        List<String> words = new ArrayList<>(List.of("-C", unit.toString(), "--json"));
        words.addAll(List.of(command.isEmpty() ? new String[0] : command.split(" ")));

        Typed typed = Typed.run(words.toArray(String[]::new));

        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).isNotEmpty().doesNotContain("\u001b");
        if (whole(typed.out())) {
            return;
        }
        for (String line : typed.out().lines().toList()) {
            assertThat(whole(line)).as(line).isTrue();
        }
    }

    private static boolean whole(String text) {
        try {
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(text);
            return true;
        } catch (IOException noDocument) {
            return false;
        }
    }

    private Path ofManyParties() throws IOException {
        StringBuilder parties = new StringBuilder();
        for (int number = 0; number < PARTIES; number++) {
            parties.append(number == 0 ? "" : ", ")
                    .append("{\"name\": \"desk-%03d\", \"on\": \"participant1\"}".formatted(number));
        }
        Files.writeString(folder.resolve("world.json"), """
                { "synchronizer": "mysynchronizer",
                  "participants": { "participant1": {}, "participant2": {} },
                  "parties": [ %s ] }
                """.formatted(parties));
        Files.writeString(folder.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { participant1 { sandbox() }; participant2 { sandbox() } }
                (0..<%d).each { n ->
                    party("desk-${"$n".padLeft(3, '0')}") {
                        local on: participant1
                        host participant1, submission
                        host participant2, confirmation
                    }
                }
                """.formatted(PARTIES));
        return folder;
    }

    @Test
    void fourHundredPartiesFitIntoACommentWithTheImportantFirst() throws IOException {
        Typed typed = Typed.run("plan", ofManyParties().toString(), "--format", "markdown");

        assertThat(typed.code()).as(typed.err()).isZero();
        String comment = typed.out();
        assertThat(comment.length()).isLessThanOrEqualTo(GITHUB);
        assertThat(comment.substring(0, 500))
                .contains("400 parties to change", "399 more alike", "cannot be taken back")
                .containsPattern("[0-9a-f]{64}");
        assertThat(comment).doesNotContain("\u001b");
        assertThat(comment.lines().filter(line -> line.startsWith("```")).count() % 2)
                .as("every fence is closed")
                .isZero();
        assertThat(Typed.run("plan", folder.toString(), "--format", "markdown", "--max-chars=4000")
                        .out()
                        .length())
                .isLessThanOrEqualTo(4_000);
    }
}
