package io.partita.core.drift;

import io.partita.core.provider.HostingState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A party, as it is expected and as it is.
 *
 * @param expected what it is compared with
 * @param live the hosting in force; empty when it is hosted nowhere
 * @param points in which they differ; none when there is no drift
 * @param declaration whether the declaration at hand says what was applied
 */
public record PartyDrift(
        Expectation expected, Optional<HostingState> live, List<DriftPoint> points, DeclarationAtHand declaration) {

    /** What the declaration at hand says of a party. */
    public enum DeclarationAtHand {
        AS_EXPECTED,
        /** Another hosting was declared since; that is no drift, and a plan compares with it. */
        OTHERWISE
    }

    public PartyDrift {
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(live, "live");
        points = List.copyOf(points);
        Objects.requireNonNull(declaration, "declaration");
    }

    public boolean isDrifted() {
        return !points.isEmpty();
    }
}
