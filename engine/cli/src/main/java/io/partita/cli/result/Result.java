package io.partita.cli.result;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a command has to say when it is at its end.
 *
 * @param command its name, as typed
 * @param exit how it ended
 * @param content what was asked for; empty when it could not be had
 * @param diagnostics in the order in which they are to be read
 * @param next commands to type next, most useful first
 * @param comment how many characters a comment may have that says why there is no content; empty when nobody asked for
 *     one
 * @param sources the folder that the places of the diagnostics are relative to; empty when they have none
 */
public record Result(
        String command,
        ExitCode exit,
        Optional<Payload> content,
        List<Diagnostic> diagnostics,
        List<NextCommand> next,
        Optional<Integer> comment,
        Optional<Path> sources) {

    public Result {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(exit, "exit");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(sources, "sources");
        diagnostics = List.copyOf(diagnostics);
        next = List.copyOf(next);
    }

    public static Result of(String command, ExitCode exit, Payload content) {
        return new Result(
                command, exit, Optional.of(content), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Without what was asked for; it ends as its errors say. */
    public static Result failed(String command, List<Diagnostic> diagnostics) {
        ExitCode exit = ExitCode.of(DiagnosticClass.of(diagnostics));
        return new Result(command, exit, Optional.empty(), diagnostics, List.of(), Optional.empty(), Optional.empty());
    }

    public static Result failed(String command, Diagnostic diagnostic) {
        return failed(command, List.of(diagnostic));
    }

    /** With another end and content, and all that was said. */
    public Result showing(ExitCode otherExit, Payload other) {
        return new Result(command, otherExit, Optional.of(other), diagnostics, next, comment, sources);
    }

    /** With diagnostics before those that it has. */
    public Result saying(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(more);
        all.addAll(diagnostics);
        return new Result(command, exit, content, all, next, comment, sources);
    }

    public Result then(List<NextCommand> commands) {
        List<NextCommand> all = new ArrayList<>(next);
        all.addAll(commands);
        return new Result(command, exit, content, diagnostics, all, comment, sources);
    }

    public Result then(NextCommand... commands) {
        return then(List.of(commands));
    }

    /** With each command that leads on as it is typed here. */
    public Result typing(UnaryOperator<NextCommand> here) {
        return new Result(
                command, exit, content, diagnostics, next.stream().map(here).toList(), comment, sources);
    }

    /** With the folder that the places of its diagnostics are relative to. */
    public Result from(Path folder) {
        return new Result(command, exit, content, diagnostics, next, comment, Optional.of(folder));
    }

    /** With a comment that says why there is no content. @param room the most characters that it may have */
    public Result commented(int room) {
        return new Result(command, exit, content, diagnostics, next, Optional.of(room), sources);
    }

    /** With something that it was to write and that got lost: it is an error where all would have been well else. */
    public Result without(Diagnostic loss) {
        Result said = saying(List.of(loss));
        return exit.isGood() ? said.ending(ExitCode.ERROR) : said;
    }

    /** With another ending. */
    public Result ending(ExitCode other) {
        return new Result(command, other, content, diagnostics, next, comment, sources);
    }
}
