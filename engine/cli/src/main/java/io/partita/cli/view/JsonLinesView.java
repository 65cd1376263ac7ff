package io.partita.cli.view;

import io.partita.cli.live.LiveJson;
import io.partita.cli.live.LiveView;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.core.apply.SavedPlan;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A JSON object in every line of standard output, as things happen; the last one, of type {@code answer}, says how the
 * command ended.
 */
final class JsonLinesView extends JsonView {

    private final PrintStream out;
    private final InstantSource clock;

    JsonLinesView(Terminal terminal, Supplier<CommandText> commands, InstantSource clock) {
        super(terminal, commands);
        this.out = terminal.out();
        this.clock = clock;
    }

    @Override
    public void show(Result answer) {
        write(tables().answerLine().line(answer) + "\n");
    }

    @Override
    public void propose(SavedPlan plan, Payload.Extent extent) {
        write(JsonTables.PLAN_LINE.line(PlanTables.Reported.of(plan)) + "\n");
    }

    @Override
    public LiveView run() {
        return new LiveJson(out, clock, tables().events());
    }
}
