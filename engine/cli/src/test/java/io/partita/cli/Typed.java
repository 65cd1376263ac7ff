package io.partita.cli;

import io.partita.cli.command.PartitaCommand;
import io.partita.core.apply.Ticker;
import io.partita.testkit.typed.PrintedCommands;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command that was typed, and what came of it, through the real entry point.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Typed(int code, String out, String err) {

    Typed {
        PrintedCommands.requireAccepted(out + err, PartitaCommand::whole);
    }

    /** In a pipe: nothing is a terminal. */
    static Typed run(String... args) {
        return in(Map.of(), "", args);
    }

    /** @param env environment variables @param input what is typed on standard input */
    static Typed in(Map<String, String> env, String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env);
        return new Typed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** At another time than that of this machine. */
    static Typed at(Ticker ticker, Map<String, String> env, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                ticker);
        return new Typed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Standard error as one line: where it is wrapped depends on how long the names of a test's folders are. */
    String unwrapped() {
        return err.replaceAll("\\s+", " ");
    }

    String both() {
        return out + err;
    }

    /** Lets a person make the backup of participant2. @param unit where hosting.groovy is */
    static void backedUpByHand(Path unit) throws IOException {
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script,
                Files.readString(script)
                        .replace("participant2 { sandbox() }", "participant2 { sandbox()\n backup manual }"));
    }

    /** A copy of a scenario without what earlier runs left in it, whose network decides in a moment. */
    static Path scenario(String name, Path folder) {
        Path source = Path.of("../../plans").resolve(name);
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path relative = source.relativize(file);
                boolean kept = Stream.of(".sandbox", ".partita").noneMatch(relative::startsWith);
                if (kept) {
                    Files.createDirectories(copy.resolve(relative).getParent());
                    Files.copy(file, copy.resolve(relative));
                    if (relative.endsWith("world.json")) {
                        SmallWorld.hasten(copy.resolve(relative));
                    }
                }
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
