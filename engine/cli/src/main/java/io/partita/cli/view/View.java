package io.partita.cli.view;

import io.partita.cli.live.LiveView;
import io.partita.cli.report.AccessChange;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.core.apply.SavedPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Shows what commands say, for people or for machines. */
public interface View {

    /** Where on the class path the JSON Schema of the one document of a command is. */
    String ANSWER_SCHEMA = "/io/partita/cli/view/answer.schema.json";

    /** Who is going to read it. */
    enum Reader {
        /** Text, with colours where they are wanted. */
        PERSON,
        /** One JSON document. */
        MACHINE,
        /** JSON, a document in every line, as things happen. */
        MACHINE_LIVE
    }

    /** Whether colours may be used at all. */
    enum ColourChoice {
        AS_TERMINAL,
        NEVER
    }

    /**
     * @param commands how commands are typed next; asked when something is shown
     * @param clock by which runs are recorded, and ages told
     */
    static View of(
            Reader reader,
            ColourChoice colour,
            Terminal terminal,
            Supplier<CommandText> commands,
            InstantSource clock) {
        return switch (reader) {
            case PERSON -> new HumanView(terminal, colour, commands, clock);
            case MACHINE -> new JsonView(terminal, commands);
            case MACHINE_LIVE -> new JsonLinesView(terminal, commands, clock);
        };
    }

    /** Shows how a command ended. The last thing that a command shows. */
    void show(Result answer);

    /** Says a sentence about what is going on, or asks a question; no data. */
    void say(String sentence);

    /** Shows a plan that is about to be carried out or asked about. */
    void propose(SavedPlan plan, Payload.Extent extent);

    /** Shows how what a run names is to be reached in another way than before. */
    void differs(List<AccessChange> changes);

    /** Shows what runs where, and with whose secret, of a plan that was approved and is about to be carried out. */
    void begin(SavedPlan plan);

    /** A listener that shows a run while it goes on; to be closed when it has ended. */
    LiveView run();
}
