package io.partita.core.state;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the journal says of one step of one run.
 *
 * @param intent details of its last intent; empty when it never announced a change
 * @param notes values noted so far
 * @param outcome the last one; empty when it never ended
 * @param hasSucceeded whether any of its outcomes was a success; the last one may be another, when a resumed run could not read whether the success still holds
 */
public record StepRecord(
        Optional<SortedMap<String, String>> intent,
        SortedMap<String, String> notes,
        Optional<Outcome> outcome,
        boolean hasSucceeded) {

    /** A step that was never begun. */
    public static final StepRecord UNTOUCHED =
            new StepRecord(Optional.empty(), Collections.emptySortedMap(), Optional.empty(), false);

    public StepRecord {
        Objects.requireNonNull(outcome, "outcome");
        intent = intent.map(details -> Collections.unmodifiableSortedMap(new TreeMap<>(details)));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** Whether it announced a change: from then on its facts are its own effects, and are not read again. */
    public boolean isBegun() {
        return intent.isPresent();
    }

    public boolean isDone() {
        return outcome.map(Outcome::isSuccess).orElse(false);
    }

    public Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** Whether what it announced may have happened without a success in the journal that says so. */
    public boolean isUnsettled() {
        return isBegun()
                && (!hasSucceeded
                        || outcome.filter(Outcome.Unknown.class::isInstance).isPresent());
    }

    StepRecord intended(SortedMap<String, String> details) {
        return new StepRecord(Optional.of(details), notes, outcome, hasSucceeded);
    }

    StepRecord noted(SortedMap<String, String> values) {
        TreeMap<String, String> all = new TreeMap<>(notes);
        all.putAll(values);
        return new StepRecord(intent, all, outcome, hasSucceeded);
    }

    StepRecord ended(Outcome how) {
        return new StepRecord(intent, notes, Optional.of(how), hasSucceeded || how.isSuccess());
    }
}
