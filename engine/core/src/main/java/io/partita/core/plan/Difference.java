package io.partita.core.plan;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.topology.CurrentParticipant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A declared party compared with its live mapping.
 *
 * @param declared the declaration
 * @param party its full id
 * @param label what it is called in ids of steps and facts: its declared name, or its full id where the name is not unique
 * @param live the mapping in force; empty when it is hosted nowhere
 * @param desired what is declared, with everything live that is not declared and left alone
 * @param added new hosts, in declared order
 * @param raised live hosts that get a higher permission, sorted by name
 * @param flagged declared live hosts that carry the onboarding flag, sorted by name
 */
public record Difference(
        DeclaredParty declared,
        PartyId party,
        String label,
        Optional<HostingMapping> live,
        PartyHosting desired,
        List<CurrentParticipant> added,
        List<CurrentParticipant> raised,
        List<CurrentParticipant> flagged) {

    public Difference {
        Objects.requireNonNull(declared, "declared");
        Objects.requireNonNull(party, "party");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(desired, "desired");
        added = List.copyOf(added);
        raised = List.copyOf(raised);
        flagged = List.copyOf(flagged);
    }

    /** Whether the hosting is as declared, flags apart. */
    public boolean isHostedAsDeclared() {
        return live.map(mapping -> mapping.hosting().equals(desired)).orElse(false);
    }

    public boolean isNothing() {
        return isHostedAsDeclared() && flagged.isEmpty();
    }
}
