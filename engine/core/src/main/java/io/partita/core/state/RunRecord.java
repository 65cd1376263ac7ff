package io.partita.core.state;

import io.partita.core.plan.StepId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the journal says of the steps of one run.
 *
 * @param run which run
 * @param steps those that appear in the journal
 */
public record RunRecord(RunId run, SortedMap<StepId, StepRecord> steps) {

    public RunRecord {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    }

    public static RunRecord of(RunId run, List<JournalEntry> entries) {
        Map<StepId, StepRecord> steps = new TreeMap<>();
        entries.forEach(entry -> entry.events().forEach(event -> put(run, steps, event)));
        return new RunRecord(run, new TreeMap<>(steps));
    }

    /** Never null; {@link StepRecord#UNTOUCHED} for a step that does not appear. */
    public StepRecord step(StepId id) {
        return steps.getOrDefault(id, StepRecord.UNTOUCHED);
    }

    public RunRecord after(JournalEvent event) {
        Map<StepId, StepRecord> changed = new TreeMap<>(steps);
        put(run, changed, event);
        return new RunRecord(run, new TreeMap<>(changed));
    }

    private static void put(RunId run, Map<StepId, StepRecord> steps, JournalEvent event) {
        if (event instanceof JournalEvent.StepIntended intended
                && intended.run().equals(run)) {
            steps.merge(
                    intended.step(),
                    StepRecord.UNTOUCHED.intended(intended.details()),
                    (old, fresh) -> old.intended(intended.details()));
        } else if (event instanceof JournalEvent.StepNoted noted && noted.run().equals(run)) {
            steps.merge(
                    noted.step(),
                    StepRecord.UNTOUCHED.noted(noted.values()),
                    (old, fresh) -> old.noted(noted.values()));
        } else if (event instanceof JournalEvent.StepEnded ended && ended.run().equals(run)) {
            steps.merge(
                    ended.step(),
                    StepRecord.UNTOUCHED.ended(ended.outcome()),
                    (old, fresh) -> old.ended(ended.outcome()));
        }
    }
}
