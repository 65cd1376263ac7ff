package io.partita.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that does not get through. */
@Timeout(120)
class OutputLostTest {

    /** How a command ended of whose output nothing got through. */
    private record Ended(int code, String err) {}

    private static Ended run(boolean reader, String... args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new ByteArrayInputStream(new byte[0]),
                new Outlet(full, () -> reader),
                new PrintStream(err, true, UTF_8),
                Map.of());
        return new Ended(code, err.toString(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "completion", "--help", "--version"})
    void isAnErrorOfACommandThatSaysThatItIsDone(String word) {
        Ended ended = run(false, word);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("[output-lost]").contains("the disk is full");
    }

    @Test
    void leavesAnotherEndAsItIs(@TempDir Path home) throws IOException {
        Path unit = Typed.scenario("quickstart", home);
        Files.writeString(unit.resolve("notes"), "mine");

        Ended ended = run(false, "-C", unit.toString(), "--json", "plan", "-o", "notes");

        assertThat(ended.code()).isEqualTo(6);
        assertThat(ended.err()).contains("[output-lost]");
    }

    @Test
    void isNothingToAReaderThatHasSeenEnough() {
        Ended ended = run(true, "version");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).doesNotContain("output-lost");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNoticedByTheProgramItself() throws Exception {
        assumeTrue(new File("/dev/full").exists(), "there is no full device here");

        assertThat(process("exec \"$@\" > /dev/full")).isEqualTo(1);
        assertThat(process("exec \"$@\" >&-")).isEqualTo(1);
        assertThat(process("\"$@\" | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}"))
                .isZero();
    }

    private static int process(String shell) throws Exception {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        shell,
                        "bash",
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "completion")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
