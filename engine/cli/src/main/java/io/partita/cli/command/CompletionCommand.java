package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A script that completes commands and options. */
@Command(
        name = "completion",
        description = "Prints a script that lets bash or zsh complete commands and options.",
        footer = {"", "Example:", "  source <(partita completion)"})
public final class CompletionCommand implements Action {

    @Spec
    private CommandSpec spec;

    @Override
    public Answer answer(Session session) {
        String script = AutoComplete.bash("partita", spec.root().commandLine());
        return Answer.of("completion", Exit.DONE, new Content.Text(script));
    }
}
