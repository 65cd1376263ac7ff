package io.partita.provider.sandbox.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testkit.recording.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that was recorded, asked again of the sandbox: it answers like Canton, but for a table of differences. */
@Tag("long")
class TranscriptsTest {

    private static final Path SUMMARY = Path.of("target", "transcripts.txt");
    private static final Path PAGE = Path.of("..", "..", "engine", "docs", "transcripts.md");

    private static final AcceptedDifferences ACCEPTED = AcceptedDifferences.read();
    private static final Map<Recordings.Entry, Comparisons> DONE = new ConcurrentHashMap<>();

    /** What came of a scenario, and which rows of the table it needed. */
    private record Comparisons(Summary summary, List<String> unexplained, Set<AcceptedDifferences.Row> needed) {}

    static List<Recordings.Entry> index() {
        return Recordings.index();
    }

    @ParameterizedTest
    @MethodSource("index")
    void theSandboxAnswersLikeCanton(Recordings.Entry entry) {
        assertThat(comparisons(entry).unexplained()).isEmpty();
    }

    @Test
    void everyAcceptedDifferenceStillOccurs() {
        Set<AcceptedDifferences.Row> needed = new HashSet<>();
        index().forEach(entry -> needed.addAll(comparisons(entry).needed()));

        assertThat(ACCEPTED.rows())
                .allSatisfy(row -> assertThat(needed).as("%s", row).contains(row));
    }

    @Test
    void thePageTellsTheTable() throws IOException {
        List<String> told = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && line.split("\\|").length == 6)
                .skip(1)
                .toList();

        assertThat(told)
                .containsExactlyElementsOf(ACCEPTED.rows().stream()
                        .map(row -> String.join(
                                " | ",
                                "| " + row.protocolVersion(),
                                "`" + row.scenario() + "`",
                                "`" + row.method() + "`",
                                "`" + row.path() + "`" + (row.recorded().isEmpty() ? "" : ": " + row.recorded()),
                                row.reason() + " |"))
                        .toList());
    }

    @AfterAll
    static void summarise() throws IOException {
        List<String> lines = new ArrayList<>(List.of(Summary.HEADER));
        index().forEach(entry -> {
            if (DONE.containsKey(entry)) {
                lines.add(DONE.get(entry).summary().toString());
            }
        });
        lines.add(Summary.total(DONE.values().stream().map(Comparisons::summary).toList())
                .toString());
        Files.write(SUMMARY, lines);
        System.out.println(String.join(System.lineSeparator(), lines));
    }

    private static Comparisons comparisons(Recordings.Entry entry) {
        return DONE.computeIfAbsent(entry, TranscriptsTest::compare);
    }

    private static Comparisons compare(Recordings.Entry entry) {
        List<String> unexplained = new ArrayList<>();
        Set<AcceptedDifferences.Row> needed = new HashSet<>();
        Summary summary = Summary.of(entry);
        for (Replay.Outcome outcome : Replay.of(entry.load())) {
            List<Difference> open = new ArrayList<>(outcome.differences());
            open.removeIf(difference -> ACCEPTED.row(entry, outcome.call().method(), difference)
                    .filter(row -> needed.add(row) || true)
                    .isPresent());
            summary = summary.with(outcome, !open.isEmpty());
            open.forEach(difference -> unexplained.add("%n  %d %s on %s (%s)%n    %s"
                    .formatted(
                            outcome.call().seq(),
                            AcceptedDifferences.simple(outcome.call().method()),
                            outcome.call().node(),
                            outcome.call().note().orElse(""),
                            difference)));
        }
        return new Comparisons(summary, unexplained, needed);
    }
}
