package io.partita.plans;

import io.partita.cli.Main;
import io.partita.cli.command.PartitaCommand;
import io.partita.core.apply.Ticker;
import io.partita.testkit.typed.PrintedCommands;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs partita: in this process by its entry point, or in one of its own when it is to be killed. */
public final class Command {

    private static final long LIMIT_SECONDS = 120;

    /**
     * How a process ended.
     *
     * @param exit its exit code; 137 when it was killed
     * @param stdout all of it
     * @param stderr all of it
     */
    public record Ended(int exit, String stdout, String stderr) {}

    private final Path folder;
    private final Ticker ticker;

    public Command(Path folder) {
        this(folder, Ticker.SYSTEM);
    }

    /** @param ticker how commands that run in this process spend their waits */
    public Command(Path folder, Ticker ticker) {
        this.folder = folder;
        this.ticker = ticker;
    }

    /** Runs a command to its end. Paths are those of the folder, since the command is told to work there. */
    public Ended run(List<String> words) {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int exit = Main.run(
                inFolder(words),
                InputStream.nullInputStream(),
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                environment(),
                ticker);
        String out = stdout.toString(StandardCharsets.UTF_8);
        String err = stderr.toString(StandardCharsets.UTF_8);
        PrintedCommands.requireAccepted(out + err, PartitaCommand::whole);
        return new Ended(exit, asTypedThere(out), asTypedThere(err));
    }

    /** As somebody reads it who types the next command in the folder itself. */
    private String asTypedThere(String text) {
        return text.replace(" -C " + folder, "");
    }

    /**
     * That of this process, as another process would have it, in which a declaration may find its secrets; but no
     * terminal.
     */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("PARTITA_"));
        // Where the tests run is not where their commands run: nobody proposes the declarations of a test.
        environment.remove("CI");
        environment.putAll(own());
        return environment;
    }

    /**
     * No colours, and what a machine remembers of its states is kept beside the unit, not with whoever runs the tests.
     */
    private Map<String, String> own() {
        return own(folder);
    }

    /** The same for every process that works in a folder, as on one machine. */
    public static Map<String, String> own(Path folder) {
        Path beside = folder.toAbsolutePath().resolveSibling("." + folder.getFileName() + "-remembered");
        return Map.of("NO_COLOR", "1", "XDG_STATE_HOME", beside.toString());
    }

    private String[] inFolder(List<String> words) {
        return Stream.concat(Stream.of("-C", folder.toString()), words.stream()).toArray(String[]::new);
    }

    /** Kills the process (SIGKILL) as soon as it has printed a line that matches. */
    public Ended killAt(List<String> words, Predicate<String> line) {
        return supervise(List.of(), words, line, ProcessHandle::destroyForcibly);
    }

    /** How a process is asked to stop. */
    public enum Stop {
        /** As Ctrl-C does. */
        INTERRUPT("INT"),
        /** As a machine that shuts down does. */
        TERMINATE("TERM"),
        /** As a session that breaks off does. */
        HANG_UP("HUP");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    /** Does something else, once, as soon as the process has printed a line that matches, and reads it to its end. */
    public Ended watch(List<String> words, Predicate<String> line, Runnable then) {
        AtomicBoolean seen = new AtomicBoolean();
        return supervise(List.of(), words, line, process -> {
            if (!seen.getAndSet(true)) {
                then.run();
            }
        });
    }

    /** Asks the process to stop as soon as it has printed a line that matches, once, and reads it to its end. */
    public Ended stopAt(List<String> words, Predicate<String> line, Stop how) {
        AtomicBoolean asked = new AtomicBoolean();
        return supervise(List.of(), words, line, process -> {
            if (!asked.getAndSet(true)) {
                signal(process, how.signal);
            }
        });
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a command to its end in a process with a heap of its own.
     *
     * @param heap an option of Java, such as {@code -Xmx64m}
     */
    public Ended runIn(String heap, List<String> words) {
        return supervise(List.of(heap), words, line -> false, process -> {});
    }

    /** Starts a command that stays, and waits for what it tells: a JSON object over several lines. */
    public Serving serve(List<String> words) {
        try {
            Process process = start(List.of(), words);
            CompletableFuture<String> stderr = CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()));
            Serving serving = new Serving(process, object(process));
            if (serving.told().isEmpty()) {
                serving.close();
                throw new AssertionError(words + " does not serve: " + stderr.join());
            }
            return serving;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * A process that stays until it is closed.
     *
     * @param process what runs
     * @param told what it printed when it was ready
     */
    public record Serving(Process process, String told) implements AutoCloseable {

        /** Asks it to end, and waits until it has. */
        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("a process does not end when it is asked to");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static String object(Process process) throws IOException {
        StringBuilder text = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.append(line).append('\n');
            if (line.equals("}")) {
                return text.toString();
            }
        }
        return "";
    }

    private Ended supervise(
            List<String> options, List<String> words, Predicate<String> at, Consumer<ProcessHandle> then) {
        try {
            Process process = start(options, words);
            try {
                CompletableFuture<String> stderr = CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()));
                String stdout = read(process, at, then);
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError(words + " does not end; printed so far:\n" + stdout);
                }
                return new Ended(process.exitValue(), stdout, stderr.join());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private Process start(List<String> options, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.partita.cli.Main"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("CI");
        builder.environment().putAll(own());
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        return builder.start();
    }

    private static String read(Process process, Predicate<String> at, Consumer<ProcessHandle> then) throws IOException {
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                if (at.test(line)) {
                    // The handle, not the process itself: that would close this stream as well.
                    then.accept(process.toHandle());
                }
            }
        }
        return text.toString();
    }

    private static String drain(InputStream stream) {
        try (stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            stream.transferTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
