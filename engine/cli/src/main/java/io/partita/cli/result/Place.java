package io.partita.cli.result;

import io.partita.core.diagnostic.NextCommand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the subjects of a proposed command are where the last one was typed, and for whom it is typed.
 *
 * @param home the folder of the declaration, as it is typed from there; {@code .} for the folder that commands work in
 * @param plan the plan, or the folder that is applied; empty where there is none yet
 * @param operator whose steps are done; empty when everybody's are
 * @param lasting what was said of the run and counts for one command only: whoever resumes has to say it again
 */
public record Place(String home, Optional<String> plan, Optional<String> operator, List<NextCommand.Option> lasting) {

    /** The folder that commands work in. */
    public static final Place HERE = of(".");

    public Place {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(operator, "operator");
        lasting = List.copyOf(lasting);
    }

    public static Place of(String home) {
        return new Place(home, Optional.empty(), Optional.empty(), List.of());
    }

    /** With a plan, or the folder that is applied. */
    public Place applying(String other) {
        return new Place(home, Optional.of(other), operator, lasting);
    }

    /** For one operator, or for everybody. */
    public Place as(Optional<String> other) {
        return new Place(home, plan, other, lasting);
    }

    /** With what has to be said again of the run. */
    public Place saying(List<NextCommand.Option> other) {
        return new Place(home, plan, operator, other);
    }
}
