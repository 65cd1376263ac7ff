package io.partita.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.live.LiveJson;
import io.partita.cli.live.LiveView;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.core.apply.SavedPlan;
import java.io.PrintStream;
import java.time.InstantSource;

/** A JSON object in every line of standard output, as things happen; the last one, of type {@code answer}, says how the command ended. */
final class JsonLinesView extends JsonView {

    private final PrintStream out;

    JsonLinesView(Terminal terminal, CommandText commands) {
        super(terminal, commands);
        this.out = terminal.out();
    }

    @Override
    public void show(Result answer) {
        ObjectNode line = Json.object();
        line.put("event", "answer");
        line.setAll(document(answer));
        write(Json.line(line));
    }

    @Override
    public void propose(SavedPlan plan) {
        ObjectNode line = Json.object();
        line.put("event", "plan");
        line.put("format_version", Json.FORMAT_VERSION);
        write(Json.line(JsonPayload.plan(line, plan)));
    }

    @Override
    public LiveView run() {
        return new LiveJson(out, InstantSource.system(), commands()::of);
    }
}
