package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.testkit.typed.PrintedCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no journal remembers of a run, and counts for one command only, is in every command that this one prints. */
class SaidAgainTest extends WaitingRun {

    /** The commands that resume, each of which was printed. */
    private static List<List<String>> resuming(Typed typed) {
        List<List<String>> all = PrintedCommands.of(typed.both()).stream()
                .filter(words -> words.get(0).equals("resume"))
                .toList();
        assertThat(all).as(typed.both()).isNotEmpty();
        return all;
    }

    /** The physical id after the next upgrade of the synchronizer. */
    private String upgraded() throws IOException {
        Path plan;
        try (Stream<Path> all = Files.list(unit.resolve(".partita/runs"))) {
            plan = all.findFirst().orElseThrow().resolve("plan.json");
        }
        String planned = new ObjectMapper()
                .readTree(plan.toFile())
                .findPath("synchronizer")
                .path("id")
                .asText();
        assertThat(planned).endsWith("-0");
        return planned.substring(0, planned.length() - 1) + "1";
    }

    @Test
    void anAcceptedUpgradeIsAcceptedInTheCommandThatIsPrintedNext() throws IOException {
        String said = "--accept-synchronizer=" + upgraded();

        Typed waiting = approved("resume " + said);

        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(resuming(waiting))
                .allMatch(words -> words.contains(said))
                .anyMatch(words -> words.contains("--backup-done=participant2"));
        List<String> last = resuming(waiting).get(resuming(waiting).size() - 1);
        Typed done = Typed.in(home, "", last.toArray(String[]::new));
        assertThat(done.code()).as(done.both()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--accept-release=participant1", "--exports=EXPORTS", "--keep-exports", "--network=UNIT"})
    void whatIsSaidOfTheRunIsSaidAgain(String option) {
        String said =
                option.replace("EXPORTS", folder.resolve("exports").toString()).replace("UNIT", unit.toString());

        Typed waiting = approved("resume " + said);

        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(resuming(waiting)).allMatch(words -> words.contains(said));
    }
}
