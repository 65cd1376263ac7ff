package io.partita.core.state;

import io.partita.core.plan.StepId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What the journal says of the steps of one run, as far as it was told. For one thread at a time. */
public final class RunRecord {

    private final RunId run;
    private final SortedMap<StepId, StepRecord> steps = new TreeMap<>();

    private RunRecord(RunId run) {
        this.run = run;
    }

    public static RunRecord of(RunId run, List<JournalEntry> entries) {
        RunRecord record = new RunRecord(run);
        entries.forEach(entry -> entry.events().forEach(record::add));
        return record;
    }

    /** Those that appear in the journal. */
    public SortedMap<StepId, StepRecord> steps() {
        return Collections.unmodifiableSortedMap(steps);
    }

    /** Never null; {@link StepRecord#UNTOUCHED} for a step that does not appear. */
    public StepRecord step(StepId id) {
        return steps.getOrDefault(id, StepRecord.UNTOUCHED);
    }

    /** Takes in one more record of the journal; what is not about a step of this run changes nothing. */
    public void add(JournalEvent event) {
        switch (event.kind()) {
            case STEP_INTENDED -> {
                JournalEvent.StepIntended intended = (JournalEvent.StepIntended) event;
                change(intended.run(), intended.step(), step -> step.intended(intended.before()));
            }
            case RESULT_KEPT -> {
                JournalEvent.ResultKept kept = (JournalEvent.ResultKept) event;
                change(kept.run(), kept.step(), step -> step.kept(kept.result()));
            }
            case STEP_ENDED -> {
                JournalEvent.StepEnded ended = (JournalEvent.StepEnded) event;
                change(ended.run(), ended.step(), step -> step.ended(ended.outcome()));
            }
            case RECEIPT_TAKEN -> {
                JournalEvent.ReceiptTaken taken = (JournalEvent.ReceiptTaken) event;
                change(taken.run(), taken.receipt().step(), step -> step.done(taken.receipt()));
            }
            case RUN_STARTED,
                    RUN_RESUMED,
                    WAVE_STARTED,
                    INTERLOCK_OPENED,
                    INTERLOCK_CLOSED,
                    RUN_ENDED,
                    RUN_ABANDONED,
                    LOCK_TAKEN_OVER,
                    TORN_LINE_DROPPED,
                    STATE_REBUILT -> {}
        }
    }

    private void change(RunId of, StepId id, UnaryOperator<StepRecord> change) {
        if (of.equals(run)) {
            steps.put(id, change.apply(step(id)));
        }
    }
}
