package io.partita.core.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The head of the journal, in short. Everything in it follows from the journal.
 *
 * @param lineage random name of this state, given once
 * @param revision grows with every write
 * @param runs oldest first
 * @param interlocks open ones, oldest first
 * @param sequence number of the journal's last record, 0 when it has none
 * @param headHash that record's hash, lower-case hex; of the lineage when there is none
 */
public record State(
        String lineage,
        long revision,
        List<RunSummary> runs,
        List<Interlock> interlocks,
        long sequence,
        String headHash) {

    public State {
        Objects.requireNonNull(lineage, "lineage");
        Objects.requireNonNull(headHash, "headHash");
        runs = List.copyOf(runs);
        interlocks = List.copyOf(interlocks);
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
