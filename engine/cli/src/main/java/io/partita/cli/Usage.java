package io.partita.cli;

import io.partita.cli.result.Result;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Spelling;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** A command line that cannot be understood, with what was probably meant. */
final class Usage {

    /** Commands that change the network or the state, and options that take away a question. */
    private static final Set<String> CHANGING = Set.of(
            "approve",
            "apply",
            "resume",
            "sign",
            "rebuild",
            "unlock",
            "reset",
            "--abandon",
            "--accept-release",
            "--accept-synchronizer",
            "--allow-access",
            "--auto-approve",
            "--backup-done",
            "--confirm",
            "--no-pruning",
            "--repair");

    private Usage() {}

    static Result answer(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        Optional<String> meant = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? meant(unmatched.getUnmatched().get(0), command)
                : Optional.empty();
        String commands = String.join(", ", command.getSubcommands().keySet());
        String why = meant.isEmpty() && !commands.isEmpty() ? "commands of " + name + ": " + commands : "";
        Diagnostic diagnostic = Diagnostic.error(
                        "wrong-usage", wrong.getMessage().strip())
                .because(why)
                .fix(meant.map(word -> "Did you mean " + word + "?").orElse(""))
                .classed(DiagnosticClass.USAGE);
        String words = verb(command).words();
        return Result.failed(words.isEmpty() ? name : words, diagnostic).then(NextCommand.help(verb(command)));
    }

    /** What was probably meant. Nobody is led to what changes something by a word that they did not type. */
    private static Optional<String> meant(String word, CommandLine command) {
        String typed = word.replaceFirst("=.*", "");
        Collection<String> known = typed.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Spelling.nearest(typed, known).filter(near -> !CHANGING.contains(near));
    }

    private static NextCommand.Verb verb(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String root = command.getCommandSpec().root().name();
        return NextCommand.Verb.of(name.substring(root.length()).strip());
    }
}
