package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.plans.Command;
import io.partita.testkit.recording.TestDars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A folder with a declaration, and partita working in it. */
final class Unit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Command command;

    /** @param folder is made */
    Unit(Path folder) {
        this.folder = folder;
        this.command = new Command(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path folder() {
        return folder;
    }

    /** Puts a declaration in the place of the one before. */
    Unit declare(DeclarationText declaration) {
        return write("hosting.groovy", declaration.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a test package into the folder, under {@code dars/}. @return its path as a declaration names it */
    String dar(String name) {
        String path = "dars/" + name.replaceFirst(".*/", "");
        write(path, TestDars.bytes(name));
        return path;
    }

    Unit write(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    byte[] read(String path) {
        try {
            return Files.readAllBytes(folder.resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a command of partita, which has to end with a code. @return all that it said, with single blanks */
    String run(int exit, String... words) {
        Command.Ended ended = command.run(List.of(words));
        return requireExit(ended, exit, List.of(words));
    }

    /** Applies what is declared. */
    String apply() {
        return run(0, "apply", ".", "--auto-approve");
    }

    /** Nothing is left to do. */
    void requireDone() {
        run(0, "plan", "--detailed-exitcode");
        run(0, "state", "verify");
    }

    /** Plans and reads the plan. */
    JsonNode plan() {
        run(2, "plan", "--detailed-exitcode", "-o", "plan.json");
        try {
            return JSON.readTree(read("plan.json"));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** Runs a command in a process of its own, killed when it prints a line. */
    Command.Ended killAt(Predicate<String> line, String... words) {
        return command.killAt(List.of(words), line);
    }

    /** Runs a command in a process of its own, asked to stop when it prints a line. */
    Command.Ended stopAt(Predicate<String> line, Command.Stop how, String... words) {
        return command.stopAt(List.of(words), line, how);
    }

    /** Runs a command in a process of its own; something else happens once, when it prints a line. */
    Command.Ended watch(Predicate<String> line, Runnable then, String... words) {
        return command.watch(List.of(words), line, then);
    }

    static String requireExit(Command.Ended ended, int exit, List<String> words) {
        assertThat(ended.exit())
                .as(() -> "partita " + String.join(" ", words) + " said:\n" + ended.stdout() + ended.stderr())
                .isEqualTo(exit);
        return (ended.stdout() + ended.stderr()).replaceAll("\\s+", " ");
    }
}
