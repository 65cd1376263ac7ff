package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The contracts of one party move to the target of a window.
 *
 * @param activation the mapping that makes the party active on the target, with the target's onboarding flag
 * @param source the host that exports
 * @param packages what the party's contracts need
 * @param contracts how many active contracts the source had of the party when the plan was made; there may be others
 *     when it is carried out
 */
public record Transfer(
        HostingMapping activation, ParticipantName source, SortedSet<PackageId> packages, long contracts) {
    public Transfer {
        if (contracts < 0) {
            throw new IllegalArgumentException("not a number of contracts: " + contracts);
        }
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(source, "source");
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    public PartyId party() {
        return activation.party();
    }
}
