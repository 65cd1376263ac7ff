package io.partita.core.plan;

import java.time.Duration;

/**
 * How long the target of a window is away, without its backup, which only its operator knows: by the contracts that
 * were counted when the plan was made, and rates that were measured on Canton 3.5 with two cores. Every network has its
 * own.
 */
public final class OfflineTime {

    /** To leave, to see a mapping in force, to come back and to catch up. */
    private static final Duration BASE = Duration.ofSeconds(8);

    /** To sign for one party, to see it in force, and to hand its file over. */
    private static final Duration PARTY = Duration.ofSeconds(2);

    /** Contracts a second; 600 to 1,500 were measured. */
    private static final long IMPORTED = 600;

    /** Contracts a second; 13,700 to 17,000 were measured, and each file is read a second time. */
    private static final long EXPORTED = 6_000;

    private OfflineTime() {}

    /** @return whole seconds */
    public static Duration of(Window window) {
        long contracts = contracts(window);
        long moving = contracts == 0 ? 0 : 1 + contracts / IMPORTED + contracts / EXPORTED;
        return BASE.plus(PARTY.multipliedBy(window.transfers().size())).plusSeconds(moving);
    }

    /** How many contracts a window moves, as counted when the plan was made; the most that there can be when it is more. */
    public static long contracts(Window window) {
        return window.transfers().stream()
                .mapToLong(Transfer::contracts)
                .reduce(0, (some, more) -> some > Long.MAX_VALUE - more ? Long.MAX_VALUE : some + more);
    }
}
