package io.partita.cli.view;

import io.partita.cli.answer.Answer;
import io.partita.cli.live.LiveView;
import io.partita.core.apply.SavedPlan;
import java.nio.charset.StandardCharsets;

/** One JSON document on standard output, when the command has ended; sentences go to standard error. */
class JsonView implements View {

    private final Terminal terminal;
    private final CommandText commands;

    JsonView(Terminal terminal, CommandText commands) {
        this.terminal = terminal;
        this.commands = commands.called("partita");
    }

    @Override
    public void show(Answer answer) {
        write(new String(JsonTables.ANSWER.page(answer), StandardCharsets.UTF_8));
    }

    @Override
    public void say(String sentence) {
        terminal.err().println(Paper.clean(sentence));
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
