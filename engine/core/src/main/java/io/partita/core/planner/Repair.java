package io.partita.core.planner;

import io.partita.core.model.ParticipantName;
import java.util.Objects;
import java.util.Optional;

/**
 * That a person says: nobody is bringing the contracts of a party to a host that lacks them, so a plan may do it. No
 * participant can tell whether somebody is.
 *
 * @param party as the declaration calls it, or as the plan does
 * @param target the host
 */
public record Repair(String party, ParticipantName target) implements Comparable<Repair> {

    public Repair {
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(target, "target");
    }

    /** @param text {@code PARTY@PARTICIPANT}; empty for anything else */
    public static Optional<Repair> parse(String text) {
        int at = text.lastIndexOf('@');
        boolean both = at > 0 && ParticipantName.isName(text.substring(at + 1));
        return both
                ? Optional.of(new Repair(text.substring(0, at), new ParticipantName(text.substring(at + 1))))
                : Optional.empty();
    }

    boolean isOf(PartyDifference difference) {
        return party.equals(difference.name())
                || party.equals(difference.declared().name().value());
    }

    @Override
    public int compareTo(Repair other) {
        return toString().compareTo(other.toString());
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return party + "@" + target;
    }
}
