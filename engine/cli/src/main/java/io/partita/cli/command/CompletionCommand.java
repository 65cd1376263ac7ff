package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A script that completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script that lets bash or zsh complete commands and options.",
        footer = {"", "Example:", "  source <(partita completion)"})
public final class CompletionCommand implements RunnableCommand {

    @Spec
    private CommandSpec spec;

    @Override
    public Result answer(Session session) {
        String script = AutoComplete.bash("partita", spec.root().commandLine());
        return Result.of("completion", ExitCode.DONE, new Payload.Text(script));
    }
}
