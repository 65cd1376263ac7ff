package io.partita.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the usual commands once on a small network, so that the launcher can keep the classes that they need ready for
 * the next start. What it prints goes nowhere.
 */
public final class Training {

    private static final String WORLD = "world.json";
    private static final String PLAN = "plan.json";

    /** The first release that writes more than classes, and by another process. */
    private static final int AHEAD_OF_TIME = 25;

    private final Map<String, String> environment;

    private Training(Path folder) {
        // What a machine remembers of its states is nothing that a training leaves behind.
        this.environment = Map.of("PARTITA_TTY", "12", "PARTITA_COLUMNS", "100", "XDG_STATE_HOME", folder.toString());
    }

    /**
     * @param args a folder that exists and is thrown away afterwards, and a unit on the embedded network, which is
     *     copied into it
     */
    public static void main(String[] args) throws IOException {
        Path training = Path.of(args[0]).toAbsolutePath();
        Path source = Path.of(args[1]);
        Training trainer = new Training(training.resolve("remembered"));
        Path reviewed = copied(source, training.resolve("reviewed"));
        trainer.review(reviewed.toString(), reviewed.resolve(PLAN).toString());
        // To write what a run in a repository has loaded can bring Java 17 down.
        Path elsewhere = Files.createTempDirectory("partita-training");
        try {
            Path place = Runtime.version().feature() >= AHEAD_OF_TIME ? training : elsewhere;
            Path applied = copied(source, place.resolve("applied"));
            trainer.apply(applied.toString(), applied.resolve(PLAN).toString());
        } finally {
            remove(elsewhere);
        }
        System.exit(0);
    }

    private void review(String unit, String plan) {
        run("--version");
        run("--help");
        run("validate", unit);
        run("validate", unit, "--json");
        run("plan", unit);
        run("plan", unit, "--json");
        run("plan", unit, "--format", "markdown", "-o", plan);
        run("apply", plan, "--dry-run");
        run("show", unit);
        run("status", unit);
        run("state", "list", unit);
        run("no-such-command");
    }

    private void apply(String unit, String plan) {
        run("plan", unit, "-o", plan);
        run("apply", plan, "--auto-approve");
        run("plan", unit);
    }

    private static Path copied(Path source, Path folder) throws IOException {
        copy(source, folder);
        hasten(folder.resolve(WORLD));
        return folder;
    }

    private static void copy(Path source, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path relative = source.relativize(file);
                // What runs left there has nothing to teach.
                if (!relative.toString().startsWith(".")) {
                    Files.copy(file, folder.resolve(relative.toString()));
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Nobody waits for the times of a real network to learn which classes are needed. */
    private static void hasten(Path world) throws IOException {
        if (Files.exists(world)) {
            ObjectMapper json = new ObjectMapper();
            ObjectNode content = (ObjectNode) json.readTree(world.toFile());
            content.put("decisionTimeout", "PT0.2S");
            json.writeValue(world.toFile(), content);
        }
    }

    private void run(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Main.run(args, new ByteArrayInputStream(new byte[0]), nowhere, nowhere, environment);
    }
}
