package io.partita.core.plan;

import java.util.Objects;

/**
 * A result that a step needs from another one.
 *
 * @param step who leaves it, always a step that comes before
 * @param type what it is
 */
public record Ref<R extends Result>(StepId step, Class<R> type) {
    public Ref {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(type, "type");
    }
}
