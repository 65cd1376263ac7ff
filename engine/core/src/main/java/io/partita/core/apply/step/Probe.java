package io.partita.core.apply.step;

import java.util.Objects;
import java.util.Optional;

/**
 * What reading says about a step.
 *
 * @param done what was found in place; empty when it is not (yet) done
 * @param found what was found, a phrase
 */
record Probe(Optional<String> done, String found) {

    Probe {
        Objects.requireNonNull(done, "done");
        Objects.requireNonNull(found, "found");
    }

    static Probe done(String what) {
        return new Probe(Optional.of(what), what);
    }

    static Probe open(String found) {
        return new Probe(Optional.empty(), found);
    }

    boolean isDone() {
        return done.isPresent();
    }
}
