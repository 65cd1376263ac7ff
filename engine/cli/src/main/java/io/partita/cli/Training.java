package io.partita.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the usual commands once on a small network, so that the launcher can keep the classes that they need ready for
 * the next start. What it prints goes nowhere.
 */
public final class Training {

    private Training() {}

    /**
     * @param args a folder that exists and is thrown away afterwards, and a unit on the embedded network, which is
     *     copied into it
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]).resolve("unit");
        copy(Path.of(args[1]), folder);
        String unit = folder.toString();
        run("--version");
        run("--help");
        run("validate", unit);
        run("validate", unit, "--json");
        run("plan", unit);
        run("plan", unit, "--json");
        run(
                "plan",
                unit,
                "--format",
                "markdown",
                "-o",
                folder.resolve("plan.json").toString());
        run("apply", folder.resolve("plan.json").toString(), "--dry-run");
        run("show", unit);
        run("status", unit);
        run("state", "list", unit);
        run("no-such-command");
        System.exit(0);
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

    private static void run(String... args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Main.run(
                args,
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of("PARTITA_TTY", "12", "PARTITA_COLUMNS", "100"));
    }
}
