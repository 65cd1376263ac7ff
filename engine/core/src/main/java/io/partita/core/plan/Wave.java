package io.partita.core.plan;

import java.util.List;
import java.util.Objects;

/**
 * Steps that may run side by side where none waits for another. A wave starts when the one before is complete.
 *
 * @param number from 0
 * @param title what it is for, for people
 * @param steps at least one, in a fixed order
 */
public record Wave(int number, String title, List<Step> steps) {
    public Wave {
        Objects.requireNonNull(title, "title");
        steps = List.copyOf(steps);
    }
}
