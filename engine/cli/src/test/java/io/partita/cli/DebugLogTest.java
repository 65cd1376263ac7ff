package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugLogTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhichCallsWereMadeAndHowTheyEndedAndIsKeptBetweenCommands() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Path log = folder.resolve("debug.log");

        Typed first = Typed.run("plan", unit.toString(), "--log", log.toString());
        long lines = Files.readAllLines(log).size();
        Typed second = Typed.run("--log=" + log, "validate", unit.toString());

        assertThat(first.code()).as(first.both()).isZero();
        assertThat(second.code()).as(second.both()).isZero();
        assertThat(Files.readString(log))
                .contains("partita plan begins", "partita plan ends with DONE", "partita validate begins")
                .containsPattern(
                        "Admin API sandbox participant1 admin: reading .* on participant1, attempt 1: OK after");
        assertThat(Files.readAllLines(log)).hasSizeGreaterThan((int) lines);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLogThatCannotBeWrittenStopsTheCommandWithAReason() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);

        Typed refused = Typed.run("validate", unit.toString(), "--log", folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.both()).contains("file-failed", "it is a folder, not a file");
    }

    @Test
    void aLogIsNotWrittenOverALink() throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Path other = Files.writeString(folder.resolve("other"), "kept\n");
        Path link = Files.createSymbolicLink(folder.resolve("debug.log"), other);

        Typed refused = Typed.run("validate", unit.toString(), "--log", link.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.both()).contains("file-failed");
        assertThat(other).hasContent("kept\n");
    }

    /** A folder of a branch can be a link too: a log of that name would lie where whoever proposed it wanted it. */
    @ParameterizedTest
    @ValueSource(strings = {"../elsewhere", "hosting/.partita"})
    void aLinkOfAFolderLeadsNoLogElsewhere(String target) throws IOException {
        Path root = folder.resolve("repository");
        GitFolder.in(root);
        Path unit = Files.move(Typed.scenario("quickstart", folder), root.resolve("hosting"));
        Path link = root.resolve("logs");
        Files.createSymbolicLink(link, Path.of(target));
        Path behind = Files.createDirectories(root.resolve(target).normalize());

        Typed refused = Typed.run(
                "validate", unit.toString(), "--log", link.resolve("p.log").toString());

        assertThat(refused.code()).as(refused.both()).isEqualTo(1);
        assertThat(refused.both()).contains("[file-failed]");
        assertThat(behind.resolve("p.log")).doesNotExist();
    }

    @Test
    void aLinkOfAFolderWithinARepositoryIsFollowed() throws IOException {
        Path root = folder.resolve("repository");
        GitFolder.in(root);
        Path unit = Files.move(Typed.scenario("quickstart", folder), root.resolve("hosting"));
        Path kept = Files.createDirectories(root.resolve("kept"));
        Path link = Files.createSymbolicLink(root.resolve("logs"), Path.of("kept"));

        Typed typed = Typed.run(
                "validate", unit.toString(), "--log", link.resolve("p.log").toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(kept.resolve("p.log")).content().contains("partita validate begins");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogThatIsLostIsNoSuccess() {
        Path unit = Typed.scenario("quickstart", folder);

        Typed lost = Typed.run("validate", unit.toString(), "--log", "/dev/full");

        assertThat(lost.code()).as(lost.both()).isEqualTo(1);
        assertThat(lost.both()).contains("[log-lost]", "the disk is full", "in order");
    }

    /** As when a run is stopped: its threads are interrupted, whatever they are about to write. */
    @Test
    void anInterruptEndsNoLog() throws IOException {
        Path log = folder.resolve("debug.log");
        try (DebugLog lines = DebugLog.to(log)) {
            Thread.currentThread().interrupt();
            lines.note("before");
            assertThat(Thread.interrupted()).isTrue();
            lines.note("after");

            assertThat(lines.loss()).isEmpty();
        }
        assertThat(Files.readAllLines(log)).hasSize(2);
    }

    /** What is appended to a declaration or a journal makes it unusable. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart/hosting.groovy",
                "quickstart/new.groovy",
                "quickstart/world.json",
                "quickstart/.partita/journal.ndjson",
                "quickstart/.sandbox/log",
                "quickstart/dars/new.dar",
                "plan.json"
            })
    void nothingIsAppendedToWhatIsNoLog(String name) throws IOException {
        Path unit = Typed.scenario("quickstart", folder);
        Files.writeString(folder.resolve("plan.json"), "{}\n");
        Path file = folder.resolve(name);
        Optional<String> before = Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();

        Typed refused = Typed.run("validate", unit.toString(), "--log", file.toString());

        assertThat(refused.code()).as(refused.both()).isEqualTo(1);
        assertThat(refused.both()).contains("file-failed");
        assertThat(Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty())
                .isEqualTo(before);
    }
}
