package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why the windows of a plan follow each other. Derived from the windows, so it cannot say anything that they do not do.
 */
public final class WindowOrder {

    private final List<Window> windows;
    private final Map<PartyId, PartyChange> changes = new HashMap<>();

    public WindowOrder(PlanContent content) {
        this.windows = content.windows();
        content.parties().forEach(change -> changes.put(change.party(), change));
    }

    /** What keeps a window from being open together with an earlier one. */
    public enum Cause {
        /** A party becomes active on one participant at a time: the flag of the first has to be cleared. */
        PARTY_MOVES,
        /** Whoever signs or exports for the party has to be connected, and is away in the other window. */
        IS_NEEDED
    }

    /**
     * An earlier window that has to be closed.
     *
     * @param target whose window it is
     * @param cause why
     * @param needed who has to be connected for the party in one of the two windows, and is away in the other; for
     *     {@link Cause#PARTY_MOVES} the earlier target
     * @param party for which
     */
    public record Hindrance(ParticipantName target, Cause cause, ParticipantName needed, PartyId party) {}

    /** What a window waits for, one for each earlier window of the round before; none for windows of round 1. */
    public List<Hindrance> hindrances(Window window) {
        return windows.stream()
                .filter(earlier -> earlier.round() == window.round() - 1)
                .sorted(Comparator.comparing(Window::target))
                .flatMap(earlier -> between(earlier, window).stream())
                .toList();
    }

    private Optional<Hindrance> between(Window earlier, Window later) {
        Set<PartyId> moved = earlier.transfers().stream().map(Transfer::party).collect(Collectors.toSet());
        ParticipantName target = earlier.target();
        return later.transfers().stream()
                .map(Transfer::party)
                .filter(moved::contains)
                .map(party -> new Hindrance(target, Cause.PARTY_MOVES, target, party))
                .findFirst()
                .or(() -> Stream.concat(needed(target, later), needed(later.target(), earlier))
                        .map(held -> new Hindrance(target, Cause.IS_NEEDED, held.absent(), held.party()))
                        .findFirst());
    }

    /** A party that somebody's absence would hold up. */
    private record Held(ParticipantName absent, PartyId party) {}

    private Stream<Held> needed(ParticipantName absent, Window window) {
        return window.transfers().stream()
                .filter(transfer -> transfer.source().equals(absent)
                        || changes.get(transfer.party()).authority().connected().contains(absent))
                .map(transfer -> new Held(absent, transfer.party()));
    }
}
