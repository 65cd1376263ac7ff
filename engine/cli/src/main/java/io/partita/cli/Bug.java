package io.partita.cli;

import io.partita.cli.result.Result;
import io.partita.cli.text.Printable;
import io.partita.cli.view.Terminal;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The answer to what must not happen. */
final class Bug {

    private static final int FRAMES = 5;

    private Bug() {}

    /** With {@code PARTITA_DEBUG} set, the whole stack goes to standard error. */
    static Result answer(String command, Throwable bug, Terminal terminal) {
        if (bug instanceof VirtualMachineError) {
            return exhausted(command, bug);
        }
        if (terminal.env().containsKey("PARTITA_DEBUG")) {
            StringWriter stack = new StringWriter();
            bug.printStackTrace(new PrintWriter(stack));
            stack.toString().lines().map(Printable::of).forEach(terminal.err()::println);
            terminal.err().flush();
        }
        String frames = Arrays.stream(bug.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
        return Result.failed(
                command,
                Diagnostic.error("bug", "This is a bug in partita")
                        .because(bug + " at " + frames)
                        .fix(
                                "Please report it, with the output of the same command with PARTITA_DEBUG=1. If a run was under way, look at it.")
                        .next(NextCommand.status()));
    }

    /** Its stack would say nothing, and to write it could need what is not there. */
    private static Result exhausted(String command, Throwable error) {
        return Result.failed(
                command,
                Diagnostic.error("process-exhausted", "this process ran out of memory or stack")
                        .because(error.toString())
                        .fix(
                                "Give the process more memory, then try again. If a file or a participant holds far more than it should, look at that first. If a run was under way, look at it.")
                        .next(NextCommand.status()));
    }
}
