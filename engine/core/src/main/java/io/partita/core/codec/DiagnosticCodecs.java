package io.partita.core.codec;

import static io.partita.core.json.Codecs.FROM_ONE;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.Severity;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.json.Codec;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.util.List;

/** Diagnostics, for files and for machines. */
public final class DiagnosticCodecs {

    private static final Shape<Position> POSITION = Shape.of(Position.class, "position", table -> {
        var line = table.field("line", FROM_ONE, Position::line);
        var column = table.field("column", FROM_ONE, Position::column);
        return read -> new Position(line.in(read), column.in(read));
    });

    private static final Shape<SourceRange> RANGE = Shape.of(SourceRange.class, "range", table -> {
        var file = table.field("file", TEXT, SourceRange::file);
        var start = table.field("start", POSITION, SourceRange::start);
        var end = table.field("end", POSITION, SourceRange::end);
        return read -> new SourceRange(file.in(read), start.in(read), end.in(read));
    });

    private static final Shape<Answered> ANSWERED = Shape.of(Answered.class, "answered", table -> {
        var code = table.field("code", TEXT, Answered::code);
        var status = table.optional("grpc_status", TEXT, Answered::status);
        var trace = table.optional("trace", TEXT, Answered::trace);
        var text = table.unless("", "text", TEXT, Answered::text)
                .described("What it said, in its own words: not what partita says.");
        var page = table.field("explained", TEXT, Answered::page);
        return read -> new Answered(code.in(read), status.in(read), trace.in(read), text.in(read), page.in(read));
    });

    private static final Shape<NextCommand.Option> OPTION = Shape.of(NextCommand.Option.class, "option", table -> {
        var name = table.field("option", TEXT, NextCommand.Option::name);
        var value = table.unless("", "value", TEXT, NextCommand.Option::value);
        return read -> new NextCommand.Option(name.in(read), value.in(read));
    });

    /** A command as a value: how it is typed depends on the folder where it is read. */
    private static final Shape<NextCommand> COMMAND = Shape.of(NextCommand.class, "command", table -> {
        var verb = table.field(
                "command", Codecs.words(NextCommand.Verb.class, NextCommand.Verb::words), NextCommand::verb);
        var subject = table.field("about", Codecs.words(NextCommand.Subject.class, Codecs::word), NextCommand::subject);
        var options = table.unless(List.<NextCommand.Option>of(), "options", Codecs.list(OPTION), NextCommand::options);
        return read -> new NextCommand(verb.in(read), subject.in(read), options.in(read));
    });

    /** As a journal keeps it. */
    public static final Shape<Diagnostic> DIAGNOSTIC = diagnostic(COMMAND);

    private DiagnosticCodecs() {}

    /** @param command how the next commands are written */
    public static Shape<Diagnostic> diagnostic(Codec<NextCommand> command) {
        return Shape.of(Diagnostic.class, "diagnostic", table -> {
            var severity = table.field("severity", Codecs.words(Severity.class, Codecs::word), Diagnostic::severity);
            var code = table.field("code", TEXT.matching("[a-z][a-z0-9]*(-[a-z0-9]+)*+"), Diagnostic::code);
            var kind = table.unless(
                            DiagnosticClass.ERROR,
                            "class",
                            Codecs.words(DiagnosticClass.class, DiagnosticClass::word),
                            Diagnostic::kind)
                    .described("How a command ends that this stops: the word of its exit code; absent for 'error'.");
            var summary = table.field("summary", TEXT, Diagnostic::summary);
            var detail = table.unless("", "detail", TEXT, Diagnostic::detail);
            var hint = table.unless("", "hint", TEXT, Diagnostic::hint);
            var next = table.unless(List.<NextCommand>of(), "next", Codecs.list(command), Diagnostic::next)
                    .described("Commands that are worth typing next.");
            var subject = table.optional("subject", TEXT, Diagnostic::subject);
            var answered = table.optional("answered", ANSWERED, Diagnostic::answered)
                    .described("What the participant answered, and where this project explains it.");
            var range = table.optional("range", RANGE, Diagnostic::range);
            return read -> new Diagnostic(
                    code.in(read),
                    severity.in(read),
                    kind.in(read),
                    summary.in(read),
                    detail.in(read),
                    hint.in(read),
                    next.in(read),
                    subject.in(read),
                    range.in(read),
                    answered.in(read));
        });
    }
}
