package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PartyHosting;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens to one party, for people: the waves say how.
 *
 * @param name how the declaration calls it
 * @param before the mapping that was read; empty when the party does not exist or is hosted nowhere
 * @param after what is declared (hosts that are kept included)
 * @param path how hosts are added
 * @param why why this path, one sentence
 * @param evidence what was read to decide it, one line each, in a fixed order; without times
 */
public record PartyChange(
        String name,
        Optional<HostingMapping> before,
        PartyHosting after,
        Path path,
        String why,
        List<String> evidence) {

    /** How a party gets where it is declared to be. */
    public enum Path {
        /** The party does not exist yet. */
        CREATE,
        /** Permission, threshold or flag of existing hosts only. */
        CHANGE,
        /** New hosts without export: the party is proved unused. */
        SIMPLE,
        /** New hosts with export and import of the active contracts. */
        OFFLINE
    }

    public PartyChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(why, "why");
        evidence = List.copyOf(evidence);
    }
}
