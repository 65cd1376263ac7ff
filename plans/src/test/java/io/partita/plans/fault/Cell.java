package io.partita.plans.fault;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One cell of the matrix.
 *
 * @param target the RPC
 * @param fault what it meets
 * @param count how often
 */
record Cell(Target target, FaultKind fault, Count count) {

    private static final int DONE = 0;
    private static final int ERROR = 1;
    private static final int UNKNOWN = 7;

    static final int PER_TARGET = FaultKind.values().length * Count.values().length;

    int passing() {
        int number = fault.ordinal() * Count.values().length + count.ordinal();
        return target.passing(number, PER_TARGET);
    }

    /** Whether the fault outlives what partita waits for. */
    boolean lasts() {
        return fault != FaultKind.SLOWER && (fault == FaultKind.GONE || count == Count.FOR_EVER);
    }

    /**
     * How a run may end that meets it. What passes is bridged. What lasts stops the run: with "unknown" when a call may
     * have had its effect and reading cannot settle it, with "error" when nothing is in doubt.
     */
    Set<Integer> rightExits() {
        Set<Integer> right = new TreeSet<>();
        if (!lasts()) {
            right.add(DONE);
            if (mayBeTooMuch()) {
                right.add(ERROR);
            }
            return right;
        }
        if (target.rpc().effect() == Rpc.Effect.READ) {
            // Done: what it could not read any more was not needed for the end, such as the hosting that is shown after
            // it.
            right.add(DONE);
            right.add(ERROR);
            return right;
        }
        if (!fault.isUnclear() || isOnlyARequest()) {
            right.add(ERROR);
        } else {
            right.add(UNKNOWN);
        }
        if (mayHappenNevertheless()) {
            right.add(DONE);
        }
        return right;
    }

    /**
     * Planning tries a read four times at most, and twice where a repetition rarely helps; an internal error is not
     * bridged for longer than that anywhere.
     */
    private boolean mayBeTooMuch() {
        boolean few = fault == FaultKind.INTERNAL || target.phase() == Phase.PLAN;
        return few && count == Count.THREE_TIMES && target.rpc().effect() == Rpc.Effect.READ;
    }

    /** A fault after the effect, which reading then finds. */
    private boolean mayHappenNevertheless() {
        return fault == FaultKind.ANSWER_LOST || fault == FaultKind.RESTARTED || fault == FaultKind.CUT;
    }

    /**
     * The participant is asked to clear its flag in its own time: the mapping tells whether it did, so nothing is in
     * doubt.
     */
    private boolean isOnlyARequest() {
        return target.rpc().method().equals("ClearPartyOnboardingFlag");
    }

    String name() {
        return target.name() + "/" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-') + "/"
                + count.word().replace(' ', '-');
    }

    @Override
    public String toString() {
        return name();
    }
}
