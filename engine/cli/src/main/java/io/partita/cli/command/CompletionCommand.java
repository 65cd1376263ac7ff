package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern VALUES = Pattern.compile("(?<=_option_args=\\()[^)\\n]*(?=\\))");

    @Spec
    private CommandSpec spec;

    @Override
    public Result answer(Session session) {
        String script = AutoComplete.bash("partita", spec.root().commandLine());
        return Result.of("completion", ExitCode.DONE, new Payload.Text(withFiles(withLowerCase(script))));
    }

    /** Where no word of partita fits, the shell goes on with its own completion, which knows files and folders. */
    private static String withFiles(String script) {
        return script.replace("  type compopt &>/dev/null && compopt +o default\n", "");
    }

    /** Values are offered as help writes them. */
    private static String withLowerCase(String script) {
        return VALUES.matcher(script)
                .replaceAll(values -> Matcher.quoteReplacement(values.group().toLowerCase(Locale.ROOT)));
    }
}
