package io.partita.core.statefile;

import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.diagnostic.Checked;
import io.partita.core.json.Codecs;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.json.Shape;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.State;
import java.nio.charset.StandardCharsets;

/**
 * {@code state.json}: the format, the lineage and where the journal ends. It is written for every entry, so nothing is
 * in it that grows with a run, and it has to be, byte for byte, what follows from the journal.
 */
final class StateText {

    /** The version of the whole folder's format. */
    static final int FORMAT = 2;

    private static final String NAME = "state.json";

    private static final Shape<Head> HEAD = Shape.of(Head.class, "state", table -> {
        table.field("format", Codecs.integer(FORMAT, FORMAT), head -> FORMAT);
        var lineage = table.field("lineage", TEXT, Head::lineage);
        var revision = table.field("revision", Codecs.COUNT, Head::revision);
        var journal = table.field("journal", TEXT, Head::hash);
        return read -> new Head(FORMAT, lineage.in(read), revision.in(read), journal.in(read));
    });

    private StateText() {}

    static String write(Head head) {
        return new String(HEAD.page(head), StandardCharsets.UTF_8);
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
                .orElseGet(() -> HEAD.read(json));
    }

    /**
     * What ties the file to its journal, and all that is in it: everything else follows from the journal, and a run
     * writes this for each of its entries.
     */
    record Head(long format, String lineage, long revision, String hash) {

        static Head of(State state) {
            return new Head(FORMAT, state.lineage(), state.revision(), state.headHash());
        }

        static Head of(String lineage, JournalEntry entry) {
            return new Head(FORMAT, lineage, entry.sequence(), entry.hash());
        }
    }
}
