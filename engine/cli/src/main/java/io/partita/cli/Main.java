package io.partita.cli;

import io.partita.cli.command.PartitaCommand;
import io.partita.cli.command.RunnableCommand;
import io.partita.cli.command.Session;
import io.partita.cli.command.VersionCommand;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.view.Terminal;
import io.partita.cli.view.View;
import io.partita.core.apply.Ticker;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.secret.MaskedOutput;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // Not System.out: its encoding depends on the machine, and ours does not.
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Outlet out = new Outlet(new FileOutputStream(FileDescriptor.out), Outlet::leadsToAReader);
        // Libraries log there, and threads tell there why they died.
        System.setErr(MaskedOutput.log(GuardedOutput.around(err)));
        int code = run(args, new FileInputStream(FileDescriptor.in), out, err, System.getenv());
        err.flush();
        // Threads of a transport must not keep a finished command alive.
        System.exit(code);
    }

    /** Runs one command. A command that says that it is done, although what it said got lost, ends with an error. */
    static int run(String[] args, InputStream in, Outlet outlet, PrintStream err, Map<String, String> env) {
        PrintStream out = new PrintStream(outlet, false, StandardCharsets.UTF_8);
        int code = run(args, in, out, err, env);
        out.flush();
        Optional<Diagnostic> loss = outlet.loss();
        if (loss.isEmpty()) {
            return code;
        }
        Terminal terminal = new Terminal(in, out, err, env);
        Result lost = Result.failed("output", loss.get());
        View.of(View.Reader.PERSON, View.ColourChoice.AS_TERMINAL, terminal, () -> here(terminal), Ticker.SYSTEM)
                .show(lost);
        return ExitCode.of(code).isGood() ? lost.exit().code() : code;
    }

    /**
     * Runs one command.
     *
     * @param env environment variables, see {@link Terminal}
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
        return run(args, in, out, err, env, Ticker.SYSTEM);
    }

    /**
     * Runs one command with a time of its own. Waits may be shortened by it, nothing else: what is safe is decided by
     * what participants say, never by this clock.
     *
     * @param env environment variables, see {@link Terminal}
     * @return the exit code
     */
    public static int run(
            String[] args, InputStream in, PrintStream out, PrintStream err, Map<String, String> env, Ticker ticker) {
        try (PrintStream guardedOut = GuardedOutput.around(out);
                PrintStream guardedErr = GuardedOutput.around(err)) {
            return run(args, new Terminal(in, guardedOut, guardedErr, env), ticker);
        }
    }

    private static int run(String[] args, Terminal terminal, Ticker ticker) {
        if (List.of(args).equals(List.of("--version"))) {
            // Nothing but this is asked for often enough in scripts to go without a parser.
            View.of(View.Reader.PERSON, View.ColourChoice.AS_TERMINAL, terminal, () -> here(terminal), ticker)
                    .show(VersionCommand.ofThis());
            return ExitCode.DONE.code();
        }
        try {
            return answered(parsed(help(args)), terminal, ticker);
        } catch (CommandLine.ParameterException wrong) {
            Result answer = Usage.answer(wrong);
            // The options may not have been parsed, so machines are recognised by the word alone.
            boolean json = Arrays.asList(args).contains("--json");
            View.Reader reader = json ? View.Reader.MACHINE : View.Reader.PERSON;
            View.of(reader, View.ColourChoice.AS_TERMINAL, terminal, () -> here(terminal), ticker)
                    .show(answer);
            return answer.exit().code();
        }
    }

    /** {@code help plan} is {@code plan --help}. */
    private static String[] help(String[] args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        String[] asked = Arrays.copyOfRange(args, 1, args.length + 1);
        asked[args.length - 1] = "--help";
        return asked;
    }

    private static CommandLine.ParseResult parsed(String[] args) {
        try {
            return PartitaCommand.forWords(List.of(args)).parseArgs(args);
        } catch (CommandLine.ParameterException wrong) {
            return PartitaCommand.whole().parseArgs(args);
        }
    }

    private static CommandText here(Terminal terminal) {
        return new CommandText(terminal.command(), Optional.empty(), Place.HERE);
    }

    private static CommandLine.ParseResult last(CommandLine.ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    private static int answered(CommandLine.ParseResult all, Terminal terminal, Ticker ticker) {
        PartitaCommand root = all.commandSpec().commandLine().getCommand();
        CommandLine.ParseResult parsed = last(all);
        CommandLine command = parsed.commandSpec().commandLine();
        if (root.isHelpAsked() || parsed.isUsageHelpRequested()) {
            // Where help is asked for, the parser overlooks what it does not know.
            if (!parsed.unmatched().isEmpty()) {
                throw new CommandLine.UnmatchedArgumentException(command, parsed.unmatched());
            }
            terminal.out().print(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
            terminal.out().flush();
            return ExitCode.DONE.code();
        }
        Object typed = root.isVersionAsked() ? new VersionCommand() : command.getCommand();
        if (typed instanceof RunnableCommand action) {
            return carriedOut(action, root, terminal, ticker, command.getCommandName());
        }
        throw new CommandLine.ParameterException(command, "a command is missing");
    }

    private static Result logged(RunnableCommand action, Session session, Path file, String name) {
        try (DebugLog log = DebugLog.to(file)) {
            log.note("partita " + name + " begins");
            Result answer = action.answer(session);
            log.note("partita " + name + " ends with " + answer.exit());
            return log.loss().map(answer::without).orElse(answer);
        }
    }

    private static int carriedOut(
            RunnableCommand action, PartitaCommand root, Terminal terminal, Ticker ticker, String name) {
        View.Reader machine = action.isLive() ? View.Reader.MACHINE_LIVE : View.Reader.MACHINE;
        View view = View.of(
                root.isJson() ? machine : View.Reader.PERSON,
                root.isColourless() ? View.ColourChoice.NEVER : View.ColourChoice.AS_TERMINAL,
                terminal,
                () -> new CommandText(terminal.command(), root.base(), action.place(root.folder())),
                ticker);
        Session session = new Session(terminal, root.folder(), view, ticker);
        Result answer;
        try {
            answer = root.log().isPresent() ? logged(action, session, root.log().get(), name) : action.answer(session);
        } catch (UncheckedIOException failure) {
            answer = Result.failed(
                    name,
                    Diagnostic.error("file-failed", "a file of this machine could not be read or written")
                            .because(FileTrouble.of(failure.getCause()))
                            .fix("Check the path, the rights and the free space, then try again."));
        } catch (RuntimeException | Error bug) {
            answer = Bug.answer(name, bug, terminal);
        }
        view.show(answer);
        action.linger(session);
        return answer.exit().code();
    }
}
