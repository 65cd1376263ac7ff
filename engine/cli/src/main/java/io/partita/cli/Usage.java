package io.partita.cli;

import io.partita.cli.result.Result;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.util.Optional;
import picocli.CommandLine;

/** A command line that cannot be understood, with what was probably meant. */
final class Usage {

    private Usage() {}

    static Result answer(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        Optional<String> meant = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().findFirst()
                : Optional.empty();
        String commands = String.join(", ", command.getSubcommands().keySet());
        String why = meant.isEmpty() && !commands.isEmpty() ? "commands of " + name + ": " + commands : "";
        Diagnostic diagnostic = Diagnostic.error(
                        "wrong-usage", wrong.getMessage().strip())
                .because(why)
                .fix(meant.map(word -> "Did you mean " + word + "?").orElse(""))
                .classed(DiagnosticClass.USAGE);
        return Result.failed(name, diagnostic).then(NextCommand.help(verb(command)));
    }

    private static NextCommand.Verb verb(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String root = command.getCommandSpec().root().name();
        return NextCommand.Verb.of(name.substring(root.length()).strip());
    }
}
