package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.live.EventTables;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Result;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.util.List;
import java.util.function.Function;

/** What machines get of a command: one document, or lines. */
final class JsonTables {

    /** Grows in its second number when something is added, in its first when something changes its meaning. */
    private static final String FORMAT_VERSION = "1.0";

    /** The plan that a person is asked to agree to. */
    static final Shape<PlanTables.Reported> PLAN_LINE = Shape.written(PlanTables.Reported.class, "plan", table -> {
        table.constant("event", "plan");
        table.constant("format_version", FORMAT_VERSION);
        table.inline(PlanTables.PLAN, plan -> plan);
    });

    private final EventTables events;
    private final Shape<Result> answer;
    private final Shape<Result> answerLine;

    /** @param typed how a command is typed */
    JsonTables(Function<NextCommand, String> typed) {
        this.events = new EventTables(typed);
        PayloadTables payloads = new PayloadTables(events);
        this.answer = Shape.written(Result.class, "document", table -> {
            table.constant("format_version", FORMAT_VERSION);
            table.field("command", TEXT, Result::command);
            table.field(
                    "exit_code", Codecs.integer(0, 255), result -> result.exit().code());
            table.field("exit", Codecs.words(ExitCode.class, ExitCode::word), Result::exit);
            table.inlineIfPresent(payloads.payload(), Result::content);
            table.field("diagnostics", Codecs.list(events.diagnostic()), Result::diagnostics);
            table.field("next", Codecs.list(events.command()), Result::next)
                    .described("Commands to type next, most useful first.");
        });
        this.answerLine = Shape.written(Result.class, "answer", table -> {
            table.constant("event", "answer");
            table.inline(answer, result -> result);
        });
    }

    /** The events of a run. */
    EventTables events() {
        return events;
    }

    /** The one document of a command. */
    Shape<Result> answer() {
        return answer;
    }

    /** The last line: how the command ended. */
    Shape<Result> answerLine() {
        return answerLine;
    }

    /** The schema of the one document with which a command answers. */
    String answerSchema() {
        return answer.schema(
                "urn:partita:answer:1",
                "The answer of a command of partita with --json",
                "One document, when the command has ended; apply and resume write lines instead, the last of which has"
                        + " these members. A later version of this format may add members: readers ignore what they do"
                        + " not know.");
    }

    /** The schema of every line that a run can write. */
    String schema() {
        return Shape.<Object>choice("line", List.of(events.line(), PLAN_LINE, answerLine), line -> {
                    throw new IllegalStateException("this is a bug in partita: " + line + " is only described");
                })
                .schema(
                        "urn:partita:events:1",
                        "One event of a run, " + EventTables.FORMAT,
                        "A run is a sequence of lines in UTF-8, each one such object. A later version of this format may"
                                + " add members and events: readers ignore what they do not know.");
    }
}
