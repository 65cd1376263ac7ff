package io.partita.core.statefile;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.codec.StateCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.state.State;
import java.nio.charset.StandardCharsets;

/**
 * {@code state.json}. Only the format, the lineage and the place in the journal are looked at; the rest is for people and
 * other programs, and has to be, byte for byte, what follows from the journal.
 */
final class StateText {

    /** The version of the whole folder's format. */
    static final int FORMAT = 2;

    private static final String NAME = "state.json";

    private static final Shape<State> STATE = Shape.of(State.class, "state", table -> {
        table.field("format", Codecs.integer(FORMAT, FORMAT), state -> FORMAT);
        var lineage = table.field("lineage", TEXT, State::lineage);
        var revision = table.field("revision", Codecs.COUNT, State::revision);
        var journal = table.field("journal", TEXT, State::headHash);
        var runs = table.field("runs", Codecs.list(StateCodecs.RUN), State::runs);
        var interlocks = table.field("interlocks", Codecs.list(StateCodecs.INTERLOCK), State::interlocks);
        return read ->
                new State(lineage.in(read), revision.in(read), runs.in(read), interlocks.in(read), journal.in(read));
    });

    private StateText() {}

    static String write(State state) {
        return new String(STATE.page(state), StandardCharsets.UTF_8);
    }

    /** A head of another format is only that: the rest of it is not looked at. */
    static Checked<Head> read(String text) {
        return JsonParsing.parse(text.getBytes(StandardCharsets.UTF_8), NAME).then(StateText::head);
    }

    private static Checked<Head> head(JsonValue json) {
        return json.member("format")
                .flatMap(JsonValue::asNumber)
                .filter(format -> format != FORMAT)
                .map(format -> Checked.of(new Head(format, "", 0, "")))
                .orElseGet(() -> STATE.read(json)
                        .map(state -> new Head(FORMAT, state.lineage(), state.revision(), state.headHash())));
    }

    /** What ties the file to its journal. */
    record Head(long format, String lineage, long revision, String hash) {}
}
