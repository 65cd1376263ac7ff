package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The contracts of one party move to the target of a window.
 *
 * @param activation the mapping that makes the party active on the target, with the target's onboarding flag; for the
 *     repair of a host that never had the flag, the live one without it
 * @param source the host that exports
 * @param packages what the party's contracts need
 * @param contracts how many active contracts the source had of the party when the plan was made; there may be others
 *     when it is carried out
 * @param leftOver what an earlier hosting left on the target and is purged before the import; empty where the target
 *     was no host before
 */
public record Transfer(
        HostingMapping activation,
        ParticipantName source,
        SortedSet<PackageId> packages,
        long contracts,
        Optional<LeftOver> leftOver) {

    /** For a target that was no host before. */
    public Transfer(HostingMapping activation, ParticipantName source, SortedSet<PackageId> packages, long contracts) {
        this(activation, source, packages, contracts, Optional.empty());
    }

    public Transfer {
        if (contracts < 0) {
            throw new IllegalArgumentException("not a number of contracts: " + contracts);
        }
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(leftOver, "leftOver");
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
    }

    /**
     * Whether it is the repair of a host that became one without the onboarding flag: what it missed comes from the
     * repair service, and no flag is cleared.
     */
    public boolean isOfMissed() {
        return activation.hosts().stream().noneMatch(HostingMapping.Host::isOnboarding);
    }

    public PartyId party() {
        return activation.party();
    }
}
