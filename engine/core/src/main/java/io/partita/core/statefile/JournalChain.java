package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.state.GrowingState;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a journal, followed from the first as far as each is sound. */
final class JournalChain {

    private final String lineage;
    private final byte[] journal;
    private final long headRevision;
    private final List<JournalEntry> entries = new ArrayList<>();
    private final GrowingState state;
    private StateText.Head atHead;
    private int at;

    JournalChain(String lineage, byte[] journal, long headRevision) {
        this(lineage, JournalText.genesis(lineage), journal, headRevision);
    }

    JournalChain(String lineage, String genesis, byte[] journal, long headRevision) {
        this.journal = journal;
        this.headRevision = headRevision;
        State empty = State.empty(lineage, genesis);
        this.lineage = lineage;
        this.state = new GrowingState(empty);
        this.atHead = StateText.Head.of(empty);
    }

    /** Takes lines until one is damaged. @return why; empty when all were sound */
    Optional<String> follow() {
        while (at < journal.length) {
            int end = endOfLine();
            if (end == journal.length) {
                return Optional.of("it has no end");
            }
            Checked<JournalEntry> entry = JournalText.read(line(), entries.size() + 1L, state.headHash());
            if (!entry.isPresent()) {
                return Optional.of(Damage.why(entry.diagnostics()));
            }
            take(entry.value(), end);
        }
        return Optional.empty();
    }

    private void take(JournalEntry entry, int end) {
        entries.add(entry);
        state.add(entry);
        if (entry.sequence() == headRevision) {
            atHead = StateText.Head.of(lineage, entry);
        }
        at = end + 1;
    }

    /**
     * Whether what comes after the sound lines is the beginning of the next one: without an end, and, but for bytes
     * that never reached the disk, begun as that would be.
     */
    boolean isTorn() {
        String rest = line();
        String beginning = JournalText.beginning(entries.size() + 1L);
        int length = Math.min(rest.length(), beginning.length());
        String begun = rest.substring(0, length);
        int written = begun.indexOf('\0');
        String known = written < 0 ? begun : begun.substring(0, written);
        return endOfLine() == journal.length
                && beginning.startsWith(known)
                && (written < 0 || begun.substring(written).chars().allMatch(each -> each == 0));
    }

    String line() {
        return new String(journal, at, endOfLine() - at, StandardCharsets.UTF_8);
    }

    int begin() {
        return at;
    }

    int endOfLine() {
        int end = at;
        while (end < journal.length && journal[end] != '\n') {
            end++;
        }
        return end;
    }

    List<JournalEntry> entries() {
        return entries;
    }

    State state() {
        return state.state();
    }

    StateText.Head atHead() {
        return atHead;
    }

    int rest() {
        return journal.length - at;
    }
}
