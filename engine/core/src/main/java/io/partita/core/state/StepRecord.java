package io.partita.core.state;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.plan.Result;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the journal says of one step of one run.
 *
 * @param isBegun whether it announced a change: from then on its facts are its own effects, and are not read again
 * @param results what it has left so far, the newest of each kind
 * @param outcome the last one; empty when it never ended
 * @param hasSucceeded whether any of its outcomes was a success; the last one may be another, when a resumed run could
 *     not read whether the success still holds
 * @param said the codes of what any of its outcomes said, the last one or one before
 */
public record StepRecord(
        boolean isBegun,
        Map<Result.Kind, Result> results,
        Optional<Outcome> outcome,
        boolean hasSucceeded,
        Set<String> said) {

    /** A step that was never begun. */
    public static final StepRecord UNTOUCHED = new StepRecord(false, Map.of(), Optional.empty(), false, Set.of());

    public StepRecord {
        Objects.requireNonNull(outcome, "outcome");
        Map<Result.Kind, Result> ordered = new EnumMap<>(Result.Kind.class);
        ordered.putAll(results);
        results = Collections.unmodifiableMap(ordered);
        said = Set.copyOf(said);
    }

    public boolean isDone() {
        return outcome.map(Outcome::isSuccess).orElse(false);
    }

    /** What it has left of one kind; empty when it has not yet. */
    public <R extends Result> Optional<R> result(Class<R> type) {
        return results.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    /** Whether what it announced may have happened without a success in the journal that says so. */
    public boolean isUnsettled() {
        return isBegun
                && (!hasSucceeded
                        || outcome.filter(last -> last.kind() == Outcome.Kind.UNKNOWN)
                                .isPresent());
    }

    StepRecord intended(Optional<Result> before) {
        StepRecord begun = new StepRecord(true, results, outcome, hasSucceeded, said);
        return before.map(begun::kept).orElse(begun);
    }

    StepRecord kept(Result result) {
        Map<Result.Kind, Result> all = new EnumMap<>(Result.Kind.class);
        all.putAll(results);
        all.put(result.kind(), result);
        return new StepRecord(isBegun, all, outcome, hasSucceeded, said);
    }

    StepRecord done(Receipt receipt) {
        StepRecord step = new StepRecord(true, results, outcome, hasSucceeded, said);
        for (Result result : receipt.results()) {
            step = step.kept(result);
        }
        return step.ended(new Outcome.AlreadyInPlace("done by " + receipt.by() + ": " + receipt.told()));
    }

    StepRecord ended(Outcome how) {
        Set<String> all = new HashSet<>(said);
        how.diagnostic().map(Diagnostic::code).ifPresent(all::add);
        return new StepRecord(isBegun, results, Optional.of(how), hasSucceeded || how.isSuccess(), all);
    }
}
