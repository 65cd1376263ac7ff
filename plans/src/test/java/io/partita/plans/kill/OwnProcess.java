package io.partita.plans.kill;

import io.partita.plans.Command;
import io.partita.plans.kill.disk.FatalDisk;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A run in a process of its own, which dies of a signal. */
final class OwnProcess implements Client {

    private static final long LIMIT_SECONDS = 180;

    private final Process process;
    private final Runnable onDeath;
    private final CompletableFuture<String> stdout;
    private final CompletableFuture<String> stderr;
    private final List<String> changes = new ArrayList<>();

    private OwnProcess(Process process, Runnable onDeath) {
        this.process = process;
        this.onDeath = onDeath;
        this.stdout = CompletableFuture.supplyAsync(() -> drain(process.getInputStream()));
        this.stderr = CompletableFuture.supplyAsync(this::listen);
    }

    /**
     * Starts a command in a unit.
     *
     * @param fatal the change of a file to stop and be killed at; empty for none
     * @param onDeath is done before it is killed there
     */
    static Client start(ClassArchive classes, Path unit, String fatal, List<String> words, Runnable onDeath) {
        List<String> command = new ArrayList<>(classes.java());
        command.add(FatalDisk.option());
        command.add("-D" + FatalDisk.WATCHED + "=" + unit.resolve(".partita"));
        command.add("-D" + FatalDisk.FATAL + "=" + fatal);
        command.addAll(classes.main());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(unit.toFile());
        // Where the tests run is not where their commands run.
        builder.environment().remove("CI");
        builder.environment().putAll(Command.own(unit));
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        try {
            return new OwnProcess(builder.start(), onDeath);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void kill() {
        process.toHandle().destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Ended await() {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("a process does not end; it said:\n" + stdout.join() + stderr.join());
            }
            String said = stdout.join() + stderr.join();
            return new Ended(process.exitValue(), said, List.copyOf(changes));
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private String listen() {
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(FatalDisk.CHANGE)) {
                    changes.add(line.substring(FatalDisk.CHANGE.length()));
                } else if (line.startsWith(FatalDisk.STOPPED)) {
                    onDeath.run();
                    process.toHandle().destroyForcibly();
                } else {
                    text.append(line).append('\n');
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private static String drain(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
