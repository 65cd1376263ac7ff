package io.partita.plans.benchmark;

import io.partita.plans.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with a heap of its own, that prints lines and last its figures. It ends by itself when its standard input
 * does.
 */
final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * What a process printed until it told its figures.
     *
     * @param lines without those of the figures
     * @param figures what it took until then
     */
    record Told(List<String> lines, Figures figures) {}

    /**
     * Starts a class.
     *
     * @param folder where it works
     * @param options of Java
     */
    static Child start(Path folder, List<String> options, Class<?> main, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("CI");
        builder.environment().putAll(Command.own(folder));
        return new Child(builder.start());
    }

    /** Runs a class to its end. */
    static Told run(Path folder, List<String> options, Class<?> main, List<String> words) throws IOException {
        try (Child child = start(folder, options, main, words)) {
            return child.told();
        }
    }

    /** Waits for its figures. @throws AssertionError when it ends without them */
    Told told() throws IOException {
        List<String> told = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (Figures.is(line)) {
                return new Told(told, Figures.read(line));
            }
            told.add(line);
        }
        throw new AssertionError("it ended too early: " + String.join("\n", told));
    }

    /** Ends its input, and waits until it has ended. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
