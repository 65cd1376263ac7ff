package io.partita.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line, and the options that every command takes. */
@Command(
        name = "partita",
        description =
                "Hosts Canton parties declaratively: write down who hosts whom, review the plan, apply it step by step.",
        footer = {
            "",
            "Exit codes: 0 done, 1 error, 2 changes present (diff, drift, fmt --check, plan --against; plan --detailed-exitcode), 3 stale, 4 locked, 5 waiting, 6 refused, 7 outcome unknown, 64 wrong usage.",
            "",
            "Example:",
            "  partita plan hosting/alice -o plan.json",
            "  partita apply plan.json --confirm=Alice"
        })
public final class PartitaCommand {

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("validate", ValidateCommand::new);
        commands.put("fmt", FmtCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("diff", DiffCommand::new);
        commands.put("snapshot", SnapshotCommand::new);
        commands.put("rehearse", RehearseCommand::new);
        commands.put("approve", ApproveCommand::new);
        commands.put("apply", ApplyCommand::new);
        commands.put("resume", ResumeCommand::new);
        commands.put("sign", SignCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("receipt", ReceiptCommand::new);
        commands.put("evidence", EvidenceCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("graph", GraphCommand::new);
        commands.put("drift", DriftCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("state", StateCommand::new);
        commands.put("sandbox", SandboxCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("version", VersionCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    @Option(names = "-C", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "Work as if started in DIR.")
    private Path folder;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Answer with one JSON document; apply and resume with one in every line, as things happen.")
    private boolean json;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "Append to this file which calls are made, how long they take and how they end; no secrets, and nothing of what is sent or answered.")
    private Path log;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours; as with NO_COLOR=1.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            description = "Say which partita this is.")
    private boolean version;

    /** The whole command line: what help, completion and suggestions are made from. */
    public static CommandLine whole() {
        return commandLine(COMMANDS.keySet());
    }

    /**
     * As much of the command line as the words can need: looking at the annotations of every command is a good part of
     * a start. When the words do not fit, {@link #whole} says why.
     */
    public static CommandLine forWords(List<String> words) {
        return words.stream()
                .filter(COMMANDS::containsKey)
                .findFirst()
                .filter(name -> !name.equals("completion"))
                .map(name -> commandLine(Set.of(name)))
                .orElseGet(PartitaCommand::whole);
    }

    private static CommandLine commandLine(Set<String> names) {
        CommandLine commandLine = new CommandLine(new PartitaCommand());
        names.forEach(name -> commandLine.addSubcommand(name, COMMANDS.get(name).get()));
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    /** What relative paths start from. */
    public Path folder() {
        return (folder == null ? Path.of("") : folder).toAbsolutePath().normalize();
    }

    /** The folder that was named; empty when none was. */
    public Optional<String> base() {
        return Optional.ofNullable(folder).map(Path::toString);
    }

    /** Where what is done is written, line by line; empty when nobody asked for it. */
    public Optional<Path> log() {
        return Optional.ofNullable(log).map(file -> folder().resolve(file));
    }

    public boolean isJson() {
        return json;
    }

    public boolean isColourless() {
        return noColor;
    }

    public boolean isVersionAsked() {
        return version;
    }

    public boolean isHelpAsked() {
        return help;
    }
}
