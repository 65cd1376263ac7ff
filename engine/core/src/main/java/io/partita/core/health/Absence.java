package io.partita.core.health;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.provider.HostingState;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the others show of a participant that is disconnected: of what parties it may lack contracts when it comes back.
 *
 * @param onboarding those that it hosts with the onboarding flag: a replication began and did not end
 * @param meanwhile those that it became a host of since it was disconnected, perhaps again, without the flag
 */
public record Absence(SortedSet<PartyId> onboarding, SortedSet<PartyId> meanwhile) {

    public Absence {
        onboarding = Collections.unmodifiableSortedSet(new TreeSet<>(onboarding));
        meanwhile = Collections.unmodifiableSortedSet(new TreeSet<>(meanwhile));
    }

    /**
     * @param now the hostings in force, as one that is connected sees them
     * @param then those that the participant itself sees, from when it was disconnected, and that were never taken from
     *     it since
     */
    public static Absence of(
            ParticipantId participant, Map<PartyId, HostingState> now, Map<PartyId, HostingState> then) {
        SortedSet<PartyId> onboarding = new TreeSet<>();
        SortedSet<PartyId> meanwhile = new TreeSet<>();
        now.forEach((party, state) -> state.mapping().host(participant).ifPresent(host -> {
            HostingState known = then.get(party);
            if (host.isOnboarding()) {
                onboarding.add(party);
            } else if (known == null || known.mapping().host(participant).isEmpty()) {
                meanwhile.add(party);
            }
        }));
        return new Absence(onboarding, meanwhile);
    }

    /** The same, apart from parties whose contracts are being brought. */
    public Absence without(Set<PartyId> brought) {
        SortedSet<PartyId> flagged = new TreeSet<>(onboarding);
        SortedSet<PartyId> since = new TreeSet<>(meanwhile);
        flagged.removeAll(brought);
        since.removeAll(brought);
        return new Absence(flagged, since);
    }

    /** Whether it lacks nothing that anybody shows. */
    public boolean isHarmless() {
        return onboarding.isEmpty() && meanwhile.isEmpty();
    }
}
