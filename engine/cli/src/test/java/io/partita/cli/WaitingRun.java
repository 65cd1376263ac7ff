package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A unit whose run waits for a backup in an open isolation window, as it is found on a machine that has not seen it.
 */
abstract class WaitingRun {

    @TempDir
    static Path once;

    @TempDir
    Path folder;

    Path unit;
    Map<String, String> home;

    /** A run that waits for a backup: participant2 is isolated, Alice is exported and not yet imported. */
    @BeforeAll
    static void waitForABackup() throws IOException {
        Path made = Typed.scenario("quickstart", once);
        Path script;
        try (Stream<Path> files = Files.list(made)) {
            script = files.filter(file -> file.toString().endsWith(".groovy"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(
                script,
                Files.readString(script)
                        .replace("participant2 { sandbox() }", "participant2 { sandbox()\n backup manual }"));
        Typed waiting = Typed.run("apply", made.toString(), "--auto-approve");
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        assertThat(waiting.unwrapped()).contains("participant2 is isolated since");
    }

    @BeforeEach
    void copyIt() {
        unit = folder.resolve("unit");
        copy(once.resolve("quickstart"), unit);
        home = Map.of("HOME", folder.resolve("home").toString());
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    Path state(String name) {
        return unit.resolve(".partita").resolve(name);
    }

    Typed typed(String command) {
        return Typed.in(home, "", (command + " " + unit).split(" "));
    }

    void damage() throws IOException {
        String journal = Files.readString(state("journal.ndjson"));
        int at = journal.indexOf('\n', journal.length() / 2) + 40;
        Files.writeString(state("journal.ndjson"), journal.substring(0, at) + "#" + journal.substring(at + 1));
    }

    static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }

    /** Typed by somebody who has compared the plan. */
    Typed approved(String command) {
        return typed(command + " --expect-hash=" + hash(unit));
    }

    static String hash(Path unit) {
        try (Stream<Path> runs = Files.list(unit.resolve(".partita/runs"))) {
            Path plan = runs.findFirst().orElseThrow().resolve("plan.json");
            return new ObjectMapper().readTree(plan.toFile()).path("hash").asText();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
