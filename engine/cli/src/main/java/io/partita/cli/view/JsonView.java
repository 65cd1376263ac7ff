package io.partita.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.cli.live.LiveView;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.SavedPlan;

/** One JSON document on standard output, when the command has ended; sentences go to standard error. */
class JsonView implements View {

    private final Terminal terminal;
    private final CommandText commands;

    JsonView(Terminal terminal, CommandText commands) {
        this.terminal = terminal;
        this.commands = commands.called("partita");
    }

    @Override
    public void show(Result answer) {
        write(Json.pretty(document(answer)));
    }

    final ObjectNode document(Result answer) {
        ObjectNode document = Json.object();
        document.put("format_version", Json.FORMAT_VERSION);
        document.put("command", answer.command());
        document.put("exit_code", answer.exit().code());
        document.put("exit", answer.exit().word());
        answer.content().ifPresent(content -> content.match(new JsonPayload(document, commands::of)));
        document.set("diagnostics", Json.array(answer.diagnostics(), said -> Json.diagnostic(said, commands::of)));
        document.set("next", Json.array(answer.next(), command -> Json.text(commands.of(command))));
        return document;
    }

    @Override
    public void say(String sentence) {
        terminal.err().println(TextLayout.clean(sentence));
        terminal.err().flush();
    }

    /** The plan is part of the answer. */
    @Override
    public void propose(SavedPlan plan) {}

    @Override
    public LiveView run() {
        return new LiveView() {
            @Override
            public void close() {}
        };
    }

    final CommandText commands() {
        return commands;
    }

    final void write(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
