package io.partita.core.statefile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partita.core.state.RunSummary;
import io.partita.core.state.State;

/**
 * {@code state.json}. Only the format, the lineage and the place in the journal are read back; the rest is for people and other programs, and has to be, byte for byte, what follows
 * from the journal.
 */
final class StateText {

    /** The version of the whole folder's format. */
    static final int FORMAT = 1;

    private StateText() {}

    static String write(State state) {
        ObjectNode node = CanonicalJson.object()
                .put("format", FORMAT)
                .put("lineage", state.lineage())
                .put("revision", state.revision())
                .put("journal", state.headHash());
        ArrayNode runs = node.putArray("runs");
        state.runs().forEach(run -> runs.add(run(run)));
        ArrayNode interlocks = node.putArray("interlocks");
        state.interlocks().forEach(interlock -> interlocks.add(EventText.interlock(interlock)));
        return CanonicalJson.page(node);
    }

    static Head read(String text) throws Malformed {
        JsonObject json = CanonicalJson.parse(text);
        long format = json.number("format");
        if (format != FORMAT) {
            return new Head(format, "", 0, "");
        }
        long revision = json.number("revision");
        if (revision < 0) {
            throw new Malformed("the revision is negative");
        }
        return new Head(format, json.text("lineage"), revision, json.text("journal"));
    }

    private static ObjectNode run(RunSummary run) {
        ObjectNode node = CanonicalJson.object()
                .put("id", run.id().id())
                .put("plan", run.planHash())
                .put("started", run.started().toString());
        run.ended().ifPresent(ended -> node.put("ended", ended.toString()));
        run.exit().ifPresent(exit -> node.put("exit", exit.word()));
        run.abandoned().ifPresent(reason -> node.put("abandoned", reason));
        return node;
    }

    /** What ties the file to its journal. */
    record Head(long format, String lineage, long revision, String hash) {}
}
