package io.partita.core.state;

import io.partita.core.plan.Result;
import io.partita.core.plan.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Says that a step of a plan is done, and what it has left: one operator hands it to another, whose run does not reach
 * the participant. Never holds a secret.
 *
 * @param planHash of which plan
 * @param step which step
 * @param outcome what became of it, a few words
 * @param results what it has left, at most one of each kind
 * @param by whose step it is: the operator that says so
 * @param at when it ended, by the clock of that operator's machine
 */
public record Receipt(String planHash, StepId step, String outcome, List<Result> results, String by, Instant at) {

    private static final int LONGEST_TOLD = 500;

    public Receipt {
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(outcome, "outcome");
        results = List.copyOf(results);
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }

    /** What became of it, for a line of text: cut where it is longer than such words ever are. */
    public String told() {
        return outcome.length() > LONGEST_TOLD ? outcome.substring(0, LONGEST_TOLD) + "..." : outcome;
    }
}
