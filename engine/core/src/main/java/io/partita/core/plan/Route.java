package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.topology.Evidence;
import io.partita.core.topology.Usage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a party gets where it is declared to be, and why that way.
 *
 * @param reason why
 * @param evidence what the hosts showed, in a fixed order; empty where nobody had to be asked
 * @param complete for {@link Reason#UNUSED} the hosts whose history is complete and empty, at least one, sorted by
 *     name; empty otherwise
 */
public record Route(Reason reason, List<Evidence> evidence, List<Usage.CompleteHost> complete) {

    /** The way of a party. */
    public enum Path {
        /** The party does not exist yet. */
        CREATE,
        /** Permission, threshold or flag of existing hosts only. */
        CHANGE,
        /** New hosts without export: the party is proved unused. */
        SIMPLE,
        /** New hosts with export and import of the active contracts. */
        OFFLINE;

        /** The word in files and views. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a party goes its way. */
    public enum Reason {
        NEW_PARTY(Path.CREATE, "the party does not exist yet"),
        HOSTS_CHANGE(Path.CHANGE, "permission or threshold of existing hosts changes"),
        STALE_FLAG(Path.CHANGE, "an onboarding flag was left over, and no contract is missing"),
        UNUSED(Path.SIMPLE, "the party is proved unused"),
        DECLARED_OFFLINE(Path.OFFLINE, "the declaration asks for the offline path"),
        USED(Path.OFFLINE, "the party was used, so its contracts have to move"),
        UNANSWERED(Path.OFFLINE, "it is not proved that the party is unused: a host could not be asked"),
        HISTORY_INCOMPLETE(
                Path.OFFLINE,
                "it is not proved that the party is unused: no host that can be asked has the whole history of the party"),
        IN_FLIGHT(
                Path.OFFLINE,
                "it is not proved that the party is unused: transactions stay in flight on a host of the party"),
        INCOMPLETE_IMPORT(
                Path.OFFLINE,
                "a repair: a host with the onboarding flag lacks contracts, and nobody is bringing them there"),
        MISSED_CONTRACTS(
                Path.OFFLINE,
                "a repair: a host that became one without the onboarding flag lacks contracts of then, and nobody is bringing them there");

        private final Path path;
        private final String sentence;

        Reason(Path path, String sentence) {
            this.path = path;
            this.sentence = sentence;
        }

        public Path path() {
            return path;
        }

        /** Whether nothing about the hosting changes but a flag, and contracts come that a host lacks. */
        public boolean isRepair() {
            return switch (this) {
                case INCOMPLETE_IMPORT, MISSED_CONTRACTS -> true;
                case NEW_PARTY,
                        HOSTS_CHANGE,
                        STALE_FLAG,
                        UNUSED,
                        DECLARED_OFFLINE,
                        USED,
                        UNANSWERED,
                        HISTORY_INCOMPLETE,
                        IN_FLIGHT -> false;
            };
        }

        /** For people, without a full stop. */
        public String sentence() {
            return sentence;
        }

        /** The word in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Route {
        Objects.requireNonNull(reason, "reason");
        evidence = List.copyOf(evidence);
        complete = List.copyOf(complete);
        if ((reason == Reason.UNUSED) == complete.isEmpty()) {
            throw new IllegalArgumentException(
                    "hosts with a complete history belong to a party that is proved unused, and to no other");
        }
    }

    public static Route of(Reason reason) {
        return new Route(reason, List.of(), List.of());
    }

    public Path path() {
        return reason.path();
    }

    /** The first host with a complete history. @throws IndexOutOfBoundsException when the party is not proved unused */
    public ParticipantName witness() {
        return complete.get(0).participant();
    }
}
