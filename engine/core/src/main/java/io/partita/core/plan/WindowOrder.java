package io.partita.core.plan;

import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Why the windows of a plan follow each other, and how long each one takes. Derived from the windows, so it cannot say
 * anything that they do not do.
 */
public final class WindowOrder {

    /** To leave, to see a mapping in force, to come back and to catch up. Measured on Canton 3.5. */
    private static final Duration BASE = Duration.ofSeconds(8);

    /** To sign for one party, to see it in force, and to hand its file over. */
    private static final Duration PARTY = Duration.ofSeconds(2);

    /** Contracts a second: what was measured on Canton 3.5 with two cores is 600 to 1,500. */
    private static final long IMPORTED = 600;

    /** Contracts a second: what was measured is 13,700 to 17,000, and each file is read a second time. */
    private static final long EXPORTED = 6_000;

    private final PlanContent content;

    public WindowOrder(PlanContent content) {
        this.content = content;
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
        List<Hindrance> found = new ArrayList<>();
        content.windows().stream()
                .filter(earlier -> earlier.round() == window.round() - 1)
                .sorted(Comparator.comparing(Window::target))
                .forEach(
                        earlier -> between(earlier, window).stream().findFirst().ifPresent(found::add));
        return found;
    }

    private List<Hindrance> between(Window earlier, Window later) {
        List<Hindrance> found = new ArrayList<>();
        Set<PartyId> moved = new HashSet<>();
        earlier.transfers().forEach(transfer -> moved.add(transfer.party()));
        for (Transfer transfer : later.transfers()) {
            if (moved.contains(transfer.party())) {
                found.add(new Hindrance(earlier.target(), Cause.PARTY_MOVES, earlier.target(), transfer.party()));
            }
        }
        found.addAll(needed(earlier.target(), later, earlier.target()));
        found.addAll(needed(later.target(), earlier, earlier.target()));
        return found;
    }

    /** The parties of a window that somebody else's absence would hold up. */
    private List<Hindrance> needed(ParticipantName absent, Window window, ParticipantName earlier) {
        return window.transfers().stream()
                .filter(transfer -> !window.target().equals(absent) && isAtWork(absent, transfer))
                .map(transfer -> new Hindrance(earlier, Cause.IS_NEEDED, absent, transfer.party()))
                .toList();
    }

    private boolean isAtWork(ParticipantName participant, Transfer transfer) {
        return transfer.source().equals(participant)
                || content.parties().stream()
                        .filter(change -> change.party().equals(transfer.party()))
                        .anyMatch(change -> change.authority().connected().contains(participant));
    }

    /**
     * How long the target of a window is away, without its backup, which only its operator knows. By the contracts that
     * were counted when the plan was made, and rates that were measured; every network has its own.
     *
     * @return whole seconds
     */
    public static Duration expected(Window window) {
        long contracts = contracts(window);
        Duration moving = Duration.ofSeconds(1 + contracts / IMPORTED + contracts / EXPORTED);
        return BASE.plus(PARTY.multipliedBy(window.transfers().size())).plus(contracts == 0 ? Duration.ZERO : moving);
    }

    /** How many contracts a window moves, as counted when the plan was made. */
    public static long contracts(Window window) {
        return window.transfers().stream().mapToLong(Transfer::contracts).sum();
    }
}
