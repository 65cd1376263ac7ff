package io.partita.core.health;

import io.partita.core.model.PartyId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the others show of a participant that is disconnected: of what parties it may lack contracts when it comes back.
 *
 * @param onboarding those that it hosts with the onboarding flag: a replication began and did not end
 * @param missed those that it became a host of without the flag, since it was disconnected or before, and whose
 *     contracts of then it lacks, or may lack
 * @param unanswered those of which somebody might have shown that, and did not answer
 * @param returned those of the first two that were taken from it and given back: no repair brings what it lacks of them
 */
public record Absence(
        SortedSet<PartyId> onboarding,
        SortedSet<PartyId> missed,
        SortedSet<PartyId> unanswered,
        SortedSet<PartyId> returned) {

    public Absence {
        onboarding = Collections.unmodifiableSortedSet(new TreeSet<>(onboarding));
        missed = Collections.unmodifiableSortedSet(new TreeSet<>(missed));
        unanswered = Collections.unmodifiableSortedSet(new TreeSet<>(unanswered));
        returned = Collections.unmodifiableSortedSet(new TreeSet<>(returned));
    }

    /** The same, apart from parties whose contracts are being brought. */
    public Absence without(Set<PartyId> brought) {
        SortedSet<PartyId> flagged = new TreeSet<>(onboarding);
        SortedSet<PartyId> unflagged = new TreeSet<>(missed);
        SortedSet<PartyId> unknown = new TreeSet<>(unanswered);
        SortedSet<PartyId> back = new TreeSet<>(returned);
        unknown.removeAll(brought);
        back.removeAll(brought);
        flagged.removeAll(brought);
        unflagged.removeAll(brought);
        return new Absence(flagged, unflagged, unknown, back);
    }

    /** All that it lacks, or may lack. */
    public SortedSet<PartyId> all() {
        SortedSet<PartyId> all = new TreeSet<>(onboarding);
        all.addAll(missed);
        return all;
    }

    /** Whether it lacks nothing that anybody shows, and everybody answered. */
    public boolean isHarmless() {
        return onboarding.isEmpty() && missed.isEmpty() && unanswered.isEmpty();
    }
}
