package io.partita.core.apply.step;

import io.partita.core.state.Outcome;
import java.io.Serial;

/** Leaves the execution of a step with an outcome that is no success. */
final class Ended extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    Ended(Outcome outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
