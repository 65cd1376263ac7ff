package io.partita.cli.view;

import io.partita.cli.live.LiveView;
import io.partita.cli.report.AccessChange;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Printable;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.NextCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** One JSON document on standard output, when the command has ended; sentences go to standard error. */
class JsonView implements View {

    private final Terminal terminal;
    private final Supplier<CommandText> commands;
    private final JsonTables tables = new JsonTables(this::typed);

    JsonView(Terminal terminal, Supplier<CommandText> commands) {
        this.terminal = terminal;
        this.commands = commands;
    }

    @Override
    public void show(Result answer) {
        write(new String(tables.answer().page(answer), StandardCharsets.UTF_8));
    }

    @Override
    public void say(String sentence) {
        terminal.err().println(Printable.of(sentence));
        terminal.err().flush();
    }

    /** The plan is part of the answer. */
    @Override
    public void propose(SavedPlan plan, Payload.Extent extent) {}

    /** The journal has it when it is taken; until then people are to read it. */
    @Override
    public void differs(List<AccessChange> changes) {
        changes.forEach(change -> say(change.subject() + ": " + change.word() + " was "
                + change.before().orElse("not there") + ", is to be "
                + change.now().orElse("not there")));
    }

    /** The plan is in its file. */
    @Override
    public void begin(SavedPlan plan) {}

    @Override
    public LiveView run() {
        return new LiveView() {
            @Override
            public void close() {}
        };
    }

    final JsonTables tables() {
        return tables;
    }

    /** Programs call partita by its name. */
    final String typed(NextCommand command) {
        return commands.get().called("partita").of(command);
    }

    final void write(String text) {
        terminal.out().print(text);
        terminal.out().flush();
    }
}
