package io.partita.core.statefile;

import io.partita.core.state.JournalEntry;
import io.partita.core.state.State;

/**
 * {@code state.json}: the format, the lineage and where the journal ends. It is written for every entry, so nothing is in it that grows with a run, and it has to be, byte for byte, what
 * follows from the journal.
 */
final class StateText {

    /** The version of the whole folder's format. */
    static final int FORMAT = 2;

    private StateText() {}

    static String write(Head head) {
        return CanonicalJson.page(CanonicalJson.object()
                .put("format", head.format())
                .put("lineage", head.lineage())
                .put("revision", head.revision())
                .put("journal", head.hash()));
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

    /** What ties the file to its journal, and all that is in it: everything else follows from the journal, and a run writes this for each of its entries. */
    record Head(long format, String lineage, long revision, String hash) {

        static Head of(State state) {
            return new Head(FORMAT, state.lineage(), state.revision(), state.headHash());
        }

        static Head of(String lineage, JournalEntry entry) {
            return new Head(FORMAT, lineage, entry.sequence(), entry.hash());
        }
    }
}
