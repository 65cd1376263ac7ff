package io.partita.cli.command;

import java.nio.file.Path;
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
            "Exit codes: 0 done, 1 error, 2 changes present (plan --detailed-exitcode), 3 stale, 4 locked, 5 waiting, 6 refused, 7 outcome unknown, 64 wrong usage.",
            "",
            "Example:",
            "  partita plan hosting/alice -o plan.json",
            "  partita apply plan.json --confirm=Alice"
        },
        subcommands = {
            ValidateCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ResumeCommand.class,
            StatusCommand.class,
            ShowCommand.class,
            StateCommand.class,
            SandboxCommand.class,
            VersionCommand.class,
            CompletionCommand.class
        })
public final class PartitaCommand {

    @Option(names = "-C", paramLabel = "DIR", scope = ScopeType.INHERIT, description = "Work as if started in DIR.")
    private Path folder = Path.of("");

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Answer with one JSON document; apply and resume with one in every line, as things happen.")
    private boolean json;

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

    public Path folder() {
        return folder.toAbsolutePath().normalize();
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
