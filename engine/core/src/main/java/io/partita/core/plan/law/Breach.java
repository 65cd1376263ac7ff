package io.partita.core.plan.law;

import java.util.Objects;

/**
 * A law that a plan does not keep.
 *
 * @param part where: {@code steps/ID}, {@code facts/ID}, {@code waves/NUMBER} or {@code participants/NAME}
 * @param what what the plan does, one sentence
 * @param why what would come of it
 */
public record Breach(String part, String what, String why) {
    public Breach {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(why, "why");
    }
}
