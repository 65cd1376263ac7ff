package io.partita.cli;

import io.partita.cli.command.PartitaCommand;
import io.partita.cli.result.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes what a distribution has besides its jars: sources of man pages, completions and schemas. */
public final class DistributionPages {

    private DistributionPages() {}

    /** @param args the folder */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        write(folder.resolve("completions/partita.bash"), said("completion"));
        for (String line : said("schema").lines().toList()) {
            String name = line.substring(0, line.indexOf(' '));
            write(folder.resolve("schemas/" + name + ".schema.json"), said("schema", name));
        }
        manPages(Files.createDirectories(folder.resolve("man")));
    }

    private static void manPages(Path folder) throws IOException {
        List<CommandSpec> all = new ArrayList<>();
        collect(PartitaCommand.whole(), all);
        all.forEach(DistributionPages::completed);
        int code = ManPageGenerator.generateManPage(
                folder.toFile(), null, new boolean[0], true, all.toArray(CommandSpec[]::new));
        if (code != 0) {
            throw new IOException("the man pages could not be written: " + code);
        }
    }

    /** What help has without a heading, and what its last lines say once for all commands. */
    private static void completed(CommandSpec command) {
        Map<String, String> ends = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            ends.put(String.valueOf(exit.code()), exit.meaning());
        }
        List<String> notes = new ArrayList<>();
        for (String line : command.usageMessage().footer()) {
            // What is indented is shown as it stands only behind an empty line.
            if (line.startsWith(" ")
                    && !notes.isEmpty()
                    && notes.get(notes.size() - 1).endsWith(":")) {
                notes.add("");
            }
            notes.add(line);
        }
        command.usageMessage()
                .exitCodeListHeading("Exit status%n")
                .exitCodeList(ends)
                .footerHeading("Notes%n")
                .footer(notes.toArray(String[]::new));
    }

    private static void collect(CommandLine command, List<CommandSpec> all) {
        all.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(sub -> collect(sub, all));
    }

    /** What a command prints. */
    private static String said(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                words,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + code + ": " + err);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
