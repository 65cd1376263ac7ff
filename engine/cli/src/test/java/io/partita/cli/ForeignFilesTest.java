package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that a stranger filled: nothing of what its links lead to is shown, nothing is written there. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class ForeignFilesTest {

    private static final String SECRET = "hvs.AAAAAQ";

    @TempDir
    Path home;

    private Path unit;
    private Path secret;

    @BeforeEach
    void aUnitBesideASecret() throws IOException {
        unit = Typed.scenario("quickstart", home);
        secret = Files.writeString(home.resolve("secret"), SECRET + "\n");
    }

    private Typed typed(String... words) {
        Typed typed = Typed.run(Stream.concat(Stream.of("-C", unit.toString()), Stream.of(words))
                .toArray(String[]::new));
        assertThat(typed.both()).doesNotContain(SECRET);
        return typed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "plan", "show", "doctor", "status"})
    void aLinkAsADeclarationIsNotRead(String command) throws IOException {
        Files.createSymbolicLink(unit.resolve("a.groovy"), secret);

        Typed typed = typed(command);

        if (!command.equals("status")) {
            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.unwrapped()).contains("[unreadable-declaration]").contains("it is a link");
        }
    }

    @Test
    void aLinkToALinkAndALinkAsTheWorldAreNotRead() throws IOException {
        Files.delete(unit.resolve("world.json"));
        Files.createSymbolicLink(unit.resolve("second"), secret);
        Files.createSymbolicLink(unit.resolve("world.json"), Path.of("second"));

        Typed typed = typed("plan");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.unwrapped()).contains("[world-unreadable]").contains("it is a link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "{\"password\": \"" + SECRET + "\"}",
                "{\"" + SECRET + "\": 1, \"" + SECRET + "\": 2}",
                "{\"format\": \"" + SECRET + "\"}",
                "[" + SECRET + "]"
            })
    void aFileThatIsNoPlanIsNotQuoted(String text) throws IOException {
        Files.writeString(secret, text);
        Files.createSymbolicLink(unit.resolve("plan.json"), secret);
        Files.writeString(unit.resolve("copy.json"), text);

        for (String file : new String[] {"plan.json", "copy.json"}) {
            assertThat(typed("show", file).code()).isEqualTo(1);
            assertThat(typed("apply", file, "--dry-run").code()).isEqualTo(1);
            assertThat(typed("--json", "show", file).code()).isEqualTo(1);
            assertThat(typed("apply", ".", "--dry-run", "--operator=x", "--receipts=" + file)
                            .code())
                    .isNotZero();
        }
    }

    @Test
    void nothingIsWrittenThroughALinkOfTheSandbox() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(unit.resolve(".sandbox"), elsewhere);

        assertThat(typed("plan").unwrapped()).contains("[sandbox-files]").contains("it is a link");
        assertThat(typed("sandbox", "reset").code()).isEqualTo(1);

        Files.delete(unit.resolve(".sandbox"));
        Files.createDirectories(unit.resolve(".sandbox"));
        Files.createSymbolicLink(unit.resolve(".sandbox/world.mv"), elsewhere.resolve("new"));

        assertThat(typed("plan").unwrapped()).contains("[sandbox-files]").contains("it is a link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "/dev/zero", "/proc/self/environ"})
    void aDarOfTheWorldIsAFileOfTheFolder(String what) throws Exception {
        Path dar = unit.resolve("dars/partita-examples-1.0.0.dar");
        Files.delete(dar);
        if (what.equals("pipe")) {
            assertThat(new ProcessBuilder("mkfifo", dar.toString()).start().waitFor())
                    .isZero();
        } else {
            Files.createSymbolicLink(dar, Path.of(what));
        }

        assertThat(typed("plan").unwrapped()).contains("[sandbox-files]");
    }

    @Test
    void whatPartitaKeepsIsIgnoredByVersionControl() throws IOException {
        Files.createDirectories(unit.resolve(".sandbox"));
        Files.createDirectories(unit.resolve(".partita"));

        assertThat(typed("apply", ".", "--auto-approve").code()).isZero();

        assertThat(unit.resolve(".sandbox/.gitignore")).hasContent("*");
        assertThat(unit.resolve(".partita/.gitignore")).hasContent("*");
    }

    @Test
    void aStateThatIsTrackedIsRefusedByEveryCommandThatWrites() throws Exception {
        assertThat(typed("apply", ".", "--auto-approve").code()).isZero();
        try (var git =
                org.eclipse.jgit.api.Git.init().setDirectory(home.toFile()).call()) {
            Files.delete(unit.resolve(".partita/.gitignore"));
            git.add().addFilepattern("quickstart/.partita").call();
        }

        for (String[] words : new String[][] {
            {"apply", ".", "--auto-approve"},
            {"resume"},
            {"resume", "--abandon"},
            {"state", "unlock", "--reason=x"},
            {"state", "rebuild", "--reason=x"},
            {"receipt", "write", "--operator=x"}
        }) {
            Typed typed = typed(words);
            assertThat(typed.code()).as(String.join(" ", words)).isEqualTo(6);
            assertThat(typed.unwrapped()).contains("[state-tracked]").contains("git rm -r --cached");
        }
        assertThat(typed("state", "verify").unwrapped()).contains("[state-tracked]");
    }
}
