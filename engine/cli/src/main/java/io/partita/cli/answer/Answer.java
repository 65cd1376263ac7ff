package io.partita.cli.answer;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command has to say when it is at its end.
 *
 * @param command its name, as typed
 * @param exit how it ended
 * @param content what was asked for; empty when it could not be had
 * @param diagnostics in the order in which they are to be read
 * @param next commands to type next, most useful first
 * @param sources the folder that the places of the diagnostics are relative to; empty when they have none
 */
public record Answer(
        String command,
        Exit exit,
        Optional<Content> content,
        List<Diagnostic> diagnostics,
        List<NextCommand> next,
        Optional<Path> sources) {

    public Answer {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(exit, "exit");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(sources, "sources");
        diagnostics = List.copyOf(diagnostics);
        next = List.copyOf(next);
    }

    public static Answer of(String command, Exit exit, Content content) {
        return new Answer(command, exit, Optional.of(content), List.of(), List.of(), Optional.empty());
    }

    /** Without what was asked for; it ends as its errors say. */
    public static Answer failed(String command, List<Diagnostic> diagnostics) {
        Exit exit = Exit.of(DiagnosticClass.of(diagnostics));
        return new Answer(command, exit, Optional.empty(), diagnostics, List.of(), Optional.empty());
    }

    public static Answer failed(String command, Diagnostic diagnostic) {
        return failed(command, List.of(diagnostic));
    }

    /** With diagnostics before those that it has. */
    public Answer saying(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(more);
        all.addAll(diagnostics);
        return new Answer(command, exit, content, all, next, sources);
    }

    public Answer then(List<NextCommand> commands) {
        List<NextCommand> all = new ArrayList<>(next);
        all.addAll(commands);
        return new Answer(command, exit, content, diagnostics, all, sources);
    }

    public Answer then(NextCommand... commands) {
        return then(List.of(commands));
    }

    /** With the folder that the places of its diagnostics are relative to. */
    public Answer from(Path folder) {
        return new Answer(command, exit, content, diagnostics, next, Optional.of(folder));
    }

    /** With another ending. */
    public Answer ending(Exit other) {
        return new Answer(command, other, content, diagnostics, next, sources);
    }
}
