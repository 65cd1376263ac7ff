package io.partita.core.state;

import io.partita.core.plan.FactId;
import java.util.Objects;

/**
 * A fact that is no longer what the plan was made on.
 *
 * @param fact which one
 * @param expected as planned, for people
 * @param found as read now, for people
 */
public record MovedFact(FactId fact, String expected, String found) {
    public MovedFact {
        Objects.requireNonNull(fact, "fact");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }
}
