package io.partita.core.plan;

import java.util.List;
import java.util.Objects;

/**
 * Steps that may run side by side. A wave starts when the one before is complete.
 *
 * @param number from 0 (the preflight)
 * @param title a few words, such as {@code isolate the target}
 * @param steps at least one, in a fixed order
 */
public record Wave(int number, String title, List<Step> steps) {
    public Wave {
        Objects.requireNonNull(title, "title");
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("wave " + number + " has no step");
        }
    }
}
