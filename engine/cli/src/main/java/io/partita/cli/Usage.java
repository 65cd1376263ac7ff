package io.partita.cli;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Exit;
import io.partita.core.diagnostic.Diagnostic;
import java.util.List;
import picocli.CommandLine;

/** A command line that cannot be understood, with what was probably meant. */
final class Usage {

    private Usage() {}

    static Answer answer(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        List<String> suggestions = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String commands = String.join(", ", command.getSubcommands().keySet());
        String fix = suggestions.isEmpty()
                ? "See: " + name + " --help"
                : "Did you mean "
                        + String.join(", or ", suggestions.stream().limit(1).toList()) + "?";
        String why = suggestions.isEmpty() && !commands.isEmpty() ? "commands of " + name + ": " + commands : "";
        Diagnostic diagnostic = Diagnostic.error(
                        "wrong-usage", wrong.getMessage().strip())
                .because(why)
                .fix(fix);
        return Answer.failed(name, Exit.USAGE, diagnostic).then(name + " --help");
    }
}
