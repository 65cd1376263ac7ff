package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.State;
import io.partita.core.store.Recording;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A journal as lines of text that prove each other, for a store that keeps text anywhere: each line carries the hash of
 * the one before, so that none can be changed, taken out or put in, and so that an append can be a compare and set.
 */
public final class JournalLines {

    private JournalLines() {}

    /** The hash that the first line of a state names as the one before. */
    public static String genesis(String lineage) {
        return JournalText.genesis(lineage);
    }

    /** What is recorded where nothing was ever written: no entry, and no lineage. */
    public static Recording nothing() {
        return new Recording(State.empty("", genesis("")), List.of());
    }

    /**
     * A line without its end, and the entry that it is.
     *
     * @param sequence from 1, without gaps
     * @param previous hash of the entry before
     */
    public static Line write(long sequence, Instant time, String previous, List<JournalEvent> events) {
        return JournalText.write(sequence, time, previous, events);
    }

    /** Everything that the lines say, checked from the first to the last. */
    public static Checked<Recording> read(String lineage, List<String> lines) {
        JournalChain chain = chain(lineage, lines);
        Optional<String> damage = chain.follow();
        Recording recording = new Recording(chain.state(), chain.entries());
        return damage.map(why -> Checked.<Recording>failed(Diagnostic.error(
                                "journal-damaged",
                                "line " + (chain.entries().size() + 1) + " of the journal is not what was written")
                        .because(why)
                        .fix("Nothing was run. Restore the state from its newest backup. Without one, rebuild it.")
                        .next(NextCommand.stateRebuild())))
                .orElseGet(() -> Checked.of(recording));
    }

    /** As much as is sound; for people only. */
    public static Recording salvage(String lineage, List<String> lines) {
        JournalChain chain = chain(lineage, lines);
        chain.follow();
        return new Recording(chain.state(), chain.entries());
    }

    private static JournalChain chain(String lineage, List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return new JournalChain(lineage, text.toString().getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE);
    }

    /** An entry with its text, which is one line without its end. */
    public record Line(String text, JournalEntry entry) {}
}
