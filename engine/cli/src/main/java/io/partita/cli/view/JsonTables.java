package io.partita.cli.view;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Exit;
import io.partita.cli.live.EventTables;
import io.partita.core.apply.SavedPlan;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import java.util.List;

/** What machines get of a command: one document, or lines. */
final class JsonTables {

    /** Grows in its second number when something is added, in its first when something changes its meaning. */
    private static final String FORMAT_VERSION = "1.0";

    /** The one document of a command. */
    static final Shape<Answer> ANSWER = Shape.written(Answer.class, "document", table -> {
        table.constant("format_version", FORMAT_VERSION);
        table.field("command", TEXT, Answer::command);
        table.field("exit_code", Codecs.integer(0, 255), answer -> answer.exit().code());
        table.field("exit", Codecs.words(Exit.class, Exit::word), Answer::exit);
        table.inlineIfPresent(ContentTables.CONTENT, Answer::content);
        table.field("diagnostics", Codecs.list(EventTables.DIAGNOSTIC), Answer::diagnostics);
        table.field("next", Codecs.list(TEXT), Answer::next).described("Commands to type next, most useful first.");
    });

    /** The last line: how the command ended. */
    static final Shape<Answer> ANSWER_LINE = Shape.written(Answer.class, "answer", table -> {
        table.constant("event", "answer");
        table.inline(ANSWER, answer -> answer);
    });

    /** The plan that a person is asked to agree to. */
    static final Shape<SavedPlan> PLAN_LINE = Shape.written(SavedPlan.class, "plan", table -> {
        table.constant("event", "plan");
        table.constant("format_version", FORMAT_VERSION);
        table.inline(ContentTables.PLAN, plan -> plan);
    });

    private JsonTables() {}

    /** The schema of every line that a run can write. */
    static String schema() {
        return Shape.<Object>choice("line", List.of(EventTables.LINE, PLAN_LINE, ANSWER_LINE), line -> {
                    throw new IllegalStateException("this is a bug in partita: " + line + " is only described");
                })
                .schema(
                        "urn:partita:events:1",
                        "One event of a run, " + EventTables.FORMAT,
                        "A run is a sequence of lines in UTF-8, each one such object. A later version of this format may"
                                + " add members and events: readers ignore what they do not know.");
    }
}
