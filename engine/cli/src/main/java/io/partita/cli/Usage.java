package io.partita.cli;

import io.partita.cli.result.Result;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.util.List;
import picocli.CommandLine;

/** A command line that cannot be understood, with what was probably meant. */
final class Usage {

    private Usage() {}

    static Result answer(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        List<String> suggestions = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String commands = String.join(", ", command.getSubcommands().keySet());
        String fix = suggestions.isEmpty()
                ? ""
                : "Did you mean "
                        + String.join(", or ", suggestions.stream().limit(1).toList()) + "?";
        String why = suggestions.isEmpty() && !commands.isEmpty() ? "commands of " + name + ": " + commands : "";
        Diagnostic diagnostic = Diagnostic.error(
                        "wrong-usage", wrong.getMessage().strip())
                .because(why)
                .fix(fix)
                .classed(DiagnosticClass.USAGE);
        return Result.failed(name, diagnostic).then(NextCommand.help(verb(command)));
    }

    private static NextCommand.Verb verb(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String root = command.getCommandSpec().root().name();
        return NextCommand.Verb.of(name.substring(root.length()).strip());
    }
}
