package io.partita.core.state;

import io.partita.core.plan.StepId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What the journal says of the steps of one run, as it grows. Any thread may read it; entries are added by one at a
 * time.
 */
public final class RunBook {

    private final RunId run;
    private final Map<StepId, StepRecord> steps = new ConcurrentHashMap<>();

    /** @param entries those so far, of whatever runs, oldest first */
    public RunBook(RunId run, List<JournalEntry> entries) {
        this.run = run;
        entries.forEach(this::add);
    }

    /** Takes in the entry that follows. */
    public void add(JournalEntry entry) {
        entry.events().forEach(this::add);
    }

    private void add(JournalEvent event) {
        if (event instanceof JournalEvent.StepIntended intended
                && intended.run().equals(run)) {
            change(intended.step(), step -> step.intended(intended.before()));
        } else if (event instanceof JournalEvent.ResultKept kept && kept.run().equals(run)) {
            change(kept.step(), step -> step.kept(kept.result()));
        } else if (event instanceof JournalEvent.ReceiptTaken taken
                && taken.run().equals(run)) {
            change(taken.receipt().step(), step -> step.done(taken.receipt()));
        } else if (event instanceof JournalEvent.StepEnded ended && ended.run().equals(run)) {
            change(ended.step(), step -> step.ended(ended.outcome()));
        }
    }

    private void change(StepId id, UnaryOperator<StepRecord> change) {
        steps.compute(id, (same, old) -> change.apply(old == null ? StepRecord.UNTOUCHED : old));
    }

    /** Never null; {@link StepRecord#UNTOUCHED} for a step that does not appear. */
    public StepRecord step(StepId id) {
        return steps.getOrDefault(id, StepRecord.UNTOUCHED);
    }

    /** The steps that appear in it; a copy. */
    public SortedMap<StepId, StepRecord> steps() {
        return new TreeMap<>(steps);
    }
}
