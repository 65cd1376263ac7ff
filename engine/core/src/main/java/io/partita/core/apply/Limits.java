package io.partita.core.apply;

import java.time.Duration;

/**
 * Bounds of a run. None of them decides whether something is safe; they only decide when to stop waiting, after which
 * the same run can be resumed.
 *
 * @param parallelism steps of a wave that work side by side, at least 1
 * @param waiting steps of a wave that ask and wait side by side; how many of their calls are under way at once is up to
 *     the participants. When it is not more than {@code parallelism}, that counts for all steps together
 * @param unreachable how long an unreachable participant is tried again within a step
 * @param propose how long a participant may take to see its own topology transaction
 * @param effective how long a mapping may take to show up where it is read
 * @param caughtUp how long a reconnected participant may take to catch up
 * @param flag how long an onboarding flag may outlive its safe time
 */
public record Limits(
        int parallelism,
        int waiting,
        Duration unreachable,
        Duration propose,
        Duration effective,
        Duration caughtUp,
        Duration flag) {

    /** What the command line uses when nothing is said. */
    public static final Limits USUAL = new Limits(
            8,
            512,
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10));
}
