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
 * @param unshown those that it hosted without the flag before it was disconnected, and of which no host shows any more
 *     what they had when it became one; most had nothing
 */
public record Absence(
        SortedSet<PartyId> onboarding,
        SortedSet<PartyId> missed,
        SortedSet<PartyId> unanswered,
        SortedSet<PartyId> returned,
        SortedSet<PartyId> unshown) {

    public Absence {
        onboarding = Collections.unmodifiableSortedSet(new TreeSet<>(onboarding));
        missed = Collections.unmodifiableSortedSet(new TreeSet<>(missed));
        unanswered = Collections.unmodifiableSortedSet(new TreeSet<>(unanswered));
        returned = Collections.unmodifiableSortedSet(new TreeSet<>(returned));
        unshown = Collections.unmodifiableSortedSet(new TreeSet<>(unshown));
    }

    /** The same, apart from parties whose contracts are being brought. */
    public Absence without(Set<PartyId> brought) {
        return new Absence(
                without(onboarding, brought),
                without(missed, brought),
                without(unanswered, brought),
                without(returned, brought),
                without(unshown, brought));
    }

    private static SortedSet<PartyId> without(SortedSet<PartyId> parties, Set<PartyId> brought) {
        SortedSet<PartyId> left = new TreeSet<>(parties);
        left.removeAll(brought);
        return left;
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
