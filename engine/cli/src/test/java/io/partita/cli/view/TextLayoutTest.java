package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Formats;
import io.partita.cli.text.TextLayout;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextLayoutTest {

    private static final CommandText HERE = new CommandText("partita", Optional.empty(), Place.HERE);

    @TempDir
    Path folder;

    @Test
    void linesAreBrokenAtBlanksAndIndented() {
        TextLayout paper = new TextLayout(40, TextLayout.Colours.OFF);

        paper.line(2, 6, "one two three four five six seven eight nine ten");

        assertThat(paper.toString()).isEqualTo("  one two three four five six seven\n      eight nine ten\n");
    }

    @Test
    void aWordThatIsLongerThanALineIsNeverCut() {
        String id = "Alice::1220" + "ab".repeat(32);

        assertThat(new TextLayout(40, TextLayout.Colours.OFF)
                        .line(0, 2, "party " + id)
                        .toString())
                .isEqualTo("party\n  " + id + "\n");
    }

    @Test
    void textFromElsewhereCannotDriveTheTerminal() {
        TextLayout paper = new TextLayout(80, TextLayout.Colours.ON).line("a\u001b[31mred\u0007\u202Etxt");

        assertThat(paper.toString())
                .doesNotContain("\u001b")
                .doesNotContain("\u0007")
                .doesNotContain("\u202E");
    }

    @Test
    void aDiagnosticPointsAtItsPlaceEvenInAVeryLongLine() throws IOException {
        Files.writeString(folder.resolve("long.groovy"), " ".repeat(300) + "host nowhere" + " ".repeat(300) + "\n");
        SourceRange range = new SourceRange("long.groovy", new Position(1, 301), new Position(1, 313));
        TextLayout paper = new TextLayout(80, TextLayout.Colours.OFF);

        new DiagnosticText(new Sources(Optional.of(folder)), HERE)
                .write(
                        paper,
                        List.of(Diagnostic.error("unknown-participant", "nowhere is not declared")
                                .at(range)));

        List<String> lines = paper.toString().lines().toList();
        int source = lines.get(3).indexOf("host nowhere");
        assertThat(source).isPositive();
        assertThat(lines.get(4).indexOf("^^^^^^^^^^^^")).isEqualTo(source);
        assertThat(lines).allMatch(line -> line.length() <= 80);
    }

    @Test
    void amountsReadAsPeopleSayThem() {
        assertThat(Formats.of(1, "party")).isEqualTo("1 party");
        assertThat(Formats.of(2, "party")).isEqualTo("2 parties");
        assertThat(Formats.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Formats.time(Duration.ofMillis(1234))).isEqualTo("1.2 s");
        assertThat(Formats.time(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Formats.time(Duration.ofHours(50))).isEqualTo("2 d 2 h");
    }
}
