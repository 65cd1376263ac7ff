package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.text.LogCommandsTest;
import io.partita.cli.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner of a build that prints what partita says finds no command in it, whoever wrote the text. */
class LogsOfBuildsTest {

    private static final String COMMAND = "##vso[task.prependpath]x ##[add-matcher]y ##teamcity[z] ::add-mask::w";

    @TempDir
    Path folder;

    private String unit;

    @BeforeEach
    void declaration() throws IOException {
        Path hostile = Files.createDirectories(folder.resolve("##[group]unit"));
        unit = hostile.toString();
        Files.writeString(hostile.resolve("hosting.groovy"), """
                synchronizer 'x', 1 // %1$s
                participants { p1 { sandbox() } }
                party('Alice') { local on: p1
                 host p1, '%2$s %1$s' }
                """.formatted(COMMAND, "a".repeat(60)));
    }

    @Test
    void inNoFormOfAnAnswer() {
        for (List<String> words : List.of(
                List.of("validate", unit),
                List.of("plan", unit),
                List.of("plan", unit, "--format", "markdown"),
                List.of("plan", unit, "--json"),
                List.of("apply", unit, "--json"),
                List.of("status", COMMAND),
                List.of("--json", "status", COMMAND),
                List.of("-C", "::add-mask::x", "status"),
                List.of("::add-mask::x"),
                List.of("##[x]"),
                List.of("apply", COMMAND + ".json"),
                List.of("explain", "::set-output::x"))) {
            Typed typed = Typed.run(words.toArray(String[]::new));

            assertThat(typed.code()).as("%s", words).isNotZero();
            LogCommandsTest.assertNone(typed.out());
            LogCommandsTest.assertNone(typed.err());
        }
    }

    @Test
    void notInTheTraceOfABug() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream err = GuardedOutput.around(new PrintStream(bytes, false, StandardCharsets.UTF_8))) {
            Terminal terminal =
                    new Terminal(new ByteArrayInputStream(new byte[0]), err, err, Map.of("PARTITA_DEBUG", "1"));

            Bug.answer("plan", new IllegalStateException(COMMAND + "\n::add-mask::x\r::add-mask::y"), terminal);
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("add-mask").contains("\tat ".strip());
        LogCommandsTest.assertNone(bytes.toString(StandardCharsets.UTF_8));
    }
}
