package io.partita.core.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The head of the journal, in short. Everything in it follows from the lineage and the journal.
 *
 * @param lineage random name of this state, given once
 * @param revision number of the journal's last entry; 0 when it has none
 * @param runs oldest first
 * @param interlocks open ones, oldest first
 * @param headHash hash of the journal's last entry, lower-case hex; that of the lineage when it has none
 */
public record State(String lineage, long revision, List<RunSummary> runs, List<Interlock> interlocks, String headHash) {

    public State {
        Objects.requireNonNull(lineage, "lineage");
        Objects.requireNonNull(headHash, "headHash");
        runs = List.copyOf(runs);
        interlocks = List.copyOf(interlocks);
    }

    /** A state in which nothing has happened. */
    public static State empty(String lineage, String headHash) {
        return new State(lineage, 0, List.of(), List.of(), headHash);
    }

    /** This state after one more entry. For many of them see {@link GrowingState}. */
    public State after(JournalEntry entry) {
        GrowingState after = new GrowingState(this);
        after.add(entry);
        return after.state();
    }

    public Optional<RunSummary> run(RunId id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst();
    }

    /** The newest run, when something of it may be left to do: the one that a resume continues. */
    public Optional<RunSummary> unfinishedRun() {
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.get(runs.size() - 1)).filter(RunSummary::isUnfinished);
    }
}
