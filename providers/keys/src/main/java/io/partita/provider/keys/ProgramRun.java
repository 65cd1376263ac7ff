package io.partita.provider.keys;

import io.partita.core.provider.KeyFailed;
import io.partita.core.secret.KnownSecrets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One run of a program that signs, without a shell. Whatever becomes of it, the program is ended, and what it started as
 * far as that was seen.
 */
final class ProgramRun {

    /** In bytes; a signature in hex takes a few hundred. */
    private static final int MOST_OUTPUT = 4 * 1024;

    /** In characters. */
    private static final int MOST_ERRORS = 2 * 1024;

    /** Of the error output so many last lines are told. */
    private static final int LINES = 5;

    private static final long MILLIS_BETWEEN_LOOKS = 20;

    /** So long the end of its output is waited for; somebody whom it left behind unseen may keep it open for ever. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final String name;
    private final Path folder;
    private final Map<String, String> environment;
    private final Duration longest;
    private final Set<ProcessHandle> children = new HashSet<>();

    /** @param name what the program is called in texts */
    ProgramRun(String name, Path folder, Map<String, String> environment, Duration longest) {
        this.name = name;
        this.folder = folder;
        this.environment = environment;
        this.longest = longest;
    }

    static KeyFailed failed(String cause, String fix) {
        return new KeyFailed("key-command-failed", cause, fix);
    }

    /** @return what it wrote to its standard output */
    String output(List<String> words, String input) throws KeyFailed, InterruptedException {
        Process process = start(words);
        try {
            Reading output = Reading.beginning(process.getInputStream(), MOST_OUTPUT);
            // Twice as much as is told, so that a secret at its beginning is whole and can be masked.
            Reading errors = Reading.end(process.getErrorStream(), 2 * MOST_ERRORS);
            write(process.getOutputStream(), input);
            await(process, output, errors);
            // What the program started and left behind would keep its output open.
            children.forEach(ProcessHandle::destroyForcibly);
            if (process.exitValue() != 0) {
                errors.await(LONGEST_END);
                throw failed("ended with exit code " + process.exitValue(), errors);
            }
            // What it wrote itself is there when it has ended, also where somebody else keeps its output open.
            output.await(LONGEST_END);
            checkLength(output, errors);
            return output.text();
        } finally {
            process.descendants().forEach(children::add);
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Process start(List<String> words) throws KeyFailed {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException unusable) {
            throw failed(
                    "the command '" + name + "' cannot be started: "
                            + Failures.inOneLine(KnownSecrets.masked(String.valueOf(unusable.getMessage()))),
                    "Look whether it is a program for this machine, and whether the folder is there.");
        }
    }

    private static void write(OutputStream to, String input) {
        try (to) {
            to.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException unread) {
            // It ended without reading, or reads something else: its exit code and its output say what that means.
        }
    }

    /** Waits for the end; remembers what the program started, which nobody can ask it for afterwards. */
    private void await(Process process, Reading output, Reading errors) throws KeyFailed, InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(children::add);
            checkLength(output, errors);
            if (System.nanoTime() - start > longest.toNanos()) {
                throw failed("took longer than " + longest.toSeconds() + " s", errors);
            }
        }
    }

    private void checkLength(Reading output, Reading errors) throws KeyFailed {
        if (output.isCut()) {
            throw failed("printed more than " + (MOST_OUTPUT >> 10) + " KiB", errors);
        }
    }

    private KeyFailed failed(String how, Reading errors) {
        return failed(
                "the command '" + name + "' " + how
                        + told(errors).map(lines -> "; it says: " + lines).orElse(""),
                "Run it by hand: it gets the bytes to sign as one line of hex on its standard input, and prints the"
                        + " signature as one line of hex.");
    }

    /** The last lines of the error output, without secrets and without what could move the cursor of a terminal. */
    private static Optional<String> told(Reading errors) {
        String masked = KnownSecrets.masked(errors.text());
        String end = masked.substring(Math.max(0, masked.length() - MOST_ERRORS));
        List<String> lines = end.lines()
                .map(Failures::inOneLine)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(Collectors.joining(" | ")));
    }
}
