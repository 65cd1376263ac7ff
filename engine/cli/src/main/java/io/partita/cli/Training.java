package io.partita.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the usual commands once on a small network, so that the launcher can keep the classes that they need ready for the next start. What it prints goes nowhere. */
public final class Training {

    private static final String DECLARATION = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 { sandbox() }
                participant2 { sandbox() }
            }

            party('Alice') {
                local on: participant1
                host participant1, submission
                host participant2, observation
            }
            """;

    private static final String WORLD = """
            {
              "synchronizer": "mysynchronizer",
              "protocolVersion": 35,
              "release": "3.5.10",
              "participants": { "participant1": {}, "participant2": {} },
              "parties": [
                { "name": "Alice", "on": "participant1", "hosts": [{ "participant": "participant1", "permission": "submission" }] }
              ]
            }
            """;

    private Training() {}

    /** @param args a folder that exists and is thrown away afterwards */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]).resolve("unit"));
        Files.writeString(folder.resolve("hosting.groovy"), DECLARATION);
        Files.writeString(folder.resolve("world.json"), WORLD);
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
