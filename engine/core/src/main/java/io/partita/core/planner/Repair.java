package io.partita.core.planner;

import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /** Plans it together with what was said before: one by one, each would be refused for the others. */
    NextCommand with(Set<Repair> said) {
        return plan(Stream.concat(said.stream(), Stream.of(this)));
    }

    /** Plans all of them together, each once. */
    public static NextCommand plan(Stream<Repair> repairs) {
        return NextCommand.repairs(
                repairs.map(Repair::toString).distinct().sorted().toList());
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
