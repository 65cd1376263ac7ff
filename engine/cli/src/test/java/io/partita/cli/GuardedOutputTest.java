package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.text.LogCommandsTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What leaves the process holds no command to the runner of a build, in whatever pieces it was printed. */
class GuardedOutputTest {

    @Test
    void howeverItIsPrinted() {
        String text = "one\n::a::\n  ::b::\nx ##[c] ##vso[d]\n" + "ä".repeat(30) + "##[e]\n\n::f::";
        for (int piece = 1; piece < 12; piece++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (PrintStream out = GuardedOutput.around(new PrintStream(bytes, false, StandardCharsets.UTF_8))) {
                for (int at = 0; at < text.length(); at += piece) {
                    out.print(text.substring(at, Math.min(text.length(), at + piece)));
                    out.flush();
                }
            }

            assertThat(bytes.toString(StandardCharsets.UTF_8))
                    .isEqualTo(
                            "one\n\\::a::\n  \\::b::\nx #\\#[c] #\\#vso[d]\n" + "ä".repeat(30) + "#\\#[e]\n\n\\::f::");
        }
    }

    @Test
    void aLineThatIsLongerThanAnyMemoryGoesOnInParts() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = GuardedOutput.around(new PrintStream(bytes, false, StandardCharsets.UTF_8))) {
            out.print("x".repeat((1 << 20) - 3) + "##vso[a]" + "y".repeat(1 << 20) + " ::b::\n::c::\n");
        }
        String printed = bytes.toString(StandardCharsets.UTF_8);

        LogCommandsTest.assertNone(printed);
        assertThat(printed.replace("\\", "")).hasSize((2 << 20) + 18);
    }

    @Test
    void anOutputThatIsGoneIsSaid() {
        PrintStream gone = new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };

        assertThat(GuardedOutput.around(gone).checkError()).isTrue();
    }
}
