package io.partita.core.apply.step;

import io.partita.core.plan.Result;
import io.partita.core.state.Interlock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes durable before a step makes its first call that changes something.
 *
 * @param before what it is about to change, as it was; empty when nothing of it has to be known later
 * @param opens interlocks that open together with it
 */
record Intent(Optional<Result> before, List<Interlock> opens) {

    /** Nothing but that it begins. */
    static final Intent PLAIN = new Intent(Optional.empty(), List.of());

    Intent {
        Objects.requireNonNull(before, "before");
        opens = List.copyOf(opens);
    }
}
