package io.partita.cli.result;

import java.util.Objects;
import java.util.Optional;

/**
 * What the subjects of a proposed command are where the last one was typed.
 *
 * @param home the folder of the declaration, as it is typed from there; {@code .} for the folder that commands work in
 * @param plan the plan, or the folder that is applied; empty where there is none yet
 */
public record Place(String home, Optional<String> plan) {

    /** The folder that commands work in. */
    public static final Place HERE = new Place(".", Optional.empty());

    public Place {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(plan, "plan");
    }

    public static Place of(String home) {
        return new Place(home, Optional.empty());
    }
}
