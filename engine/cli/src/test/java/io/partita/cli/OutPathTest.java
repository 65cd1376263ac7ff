package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@code -o} writes, and what it never writes over. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class OutPathTest {

    @TempDir
    Path home;

    private Path unit;

    @BeforeEach
    void aUnit() {
        unit = Typed.scenario("quickstart", home);
    }

    private Typed plan(String out) {
        return Typed.run("-C", unit.toString(), "plan", "-o", out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosting.groovy",
                "other.groovy",
                "world.json",
                "dars/partita-examples-1.0.0.dar",
                ".partita/runs/plan.json",
                ".partita/state.json",
                ".sandbox/world.mv",
                "notes.json",
                "link-to-notes.json"
            })
    void whatIsNotAPlanIsNotOverwritten(String out) throws IOException {
        Files.createDirectories(unit.resolve(".partita/runs"));
        Files.createDirectories(unit.resolve(".sandbox"));
        Files.writeString(unit.resolve("notes.json"), "{\"keep\": \"me\"}");
        Files.createSymbolicLink(unit.resolve("link-to-notes.json"), Path.of("notes.json"));
        Path file = unit.resolve(out);
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];

        Typed typed = plan(out);

        assertThat(typed.code()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains("'" + out + "' is not written [out-refused]");
        assertThat(Files.exists(file) && !out.contains("world.mv") ? Files.readAllBytes(file) : before)
                .isEqualTo(before);
    }

    @Test
    void aPlanIsReplacedByTheNext() throws IOException {
        assertThat(plan("plan.json").code()).isZero();
        String first = Files.readString(unit.resolve("plan.json"));

        assertThat(plan("plan.json").code()).isZero();

        assertThat(unit.resolve("plan.json")).hasContent(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}\n"})
    void whatHoldsNothingIsReplacedThroughALinkAndKnowsItsWayHome(String before) throws IOException {
        Path shared = Files.createDirectories(home.resolve("shared"));
        Files.writeString(shared.resolve("plan.json"), before);
        Path link = Files.createSymbolicLink(unit.resolve("current.json"), shared.resolve("plan.json"));

        assertThat(plan("current.json").code()).isZero();

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(shared.resolve("plan.json"))).contains("\"home\": \"../quickstart\"");
        assertThat(Typed.run("-C", unit.toString(), "apply", "current.json", "--confirm=Alice", "--dry-run")
                        .code())
                .isZero();
    }

    /** A shell may read such a file one day, and a plan has texts of whoever wrote the declaration. */
    @ParameterizedTest
    @ValueSource(strings = {"current.json", "out/plan.json"})
    void noLinkOfARepositoryLeadsOutOfIt(String out) throws Exception {
        Git.init().setDirectory(unit.toFile()).call().close();
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(unit.resolve("current.json"), elsewhere.resolve("plan.json"));
        Files.createSymbolicLink(unit.resolve("out"), elsewhere);
        Files.createSymbolicLink(unit.resolve("within.json"), Path.of("plan.json"));

        Typed typed = plan(out);

        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains("[out-refused]", "leads out of it");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(plan("within.json").code()).isZero();
        assertThat(unit.resolve("within.json")).isSymbolicLink();
        assertThat(plan(elsewhere.resolve("plan.json").toString()).code()).isZero();
    }

    @Test
    void aPipeIsWrittenToAndADeviceStaysOne() throws Exception {
        Path pipe = unit.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });

        assertThat(plan("pipe").code()).isZero();
        assertThat(plan("/dev/null").code()).isZero();

        assertThat(read.get()).startsWith("{\n  \"format\": \"partita.plan/").doesNotContain("\"home\": \".");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aDashIsStandardOutputAndNothingElseIsThere() {
        Typed typed = plan("-");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).startsWith("{\n  \"format\": \"partita.plan/").endsWith("}\n");
        assertThat(unit.resolve("-")).doesNotExist();
    }
}
