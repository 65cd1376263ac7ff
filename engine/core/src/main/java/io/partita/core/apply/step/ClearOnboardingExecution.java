package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.Release;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Clearance;
import io.partita.core.provider.HostingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The mapping decides, never an answer. At protocol version 35 with the party in the import the participant clears the
 * flag by itself, and asking needlessly leaves a record that disturbs the next replication of the same party; so it is
 * only asked when the flag outlives its safe time (experiments 9.1). Otherwise it is asked at once, and again at the
 * time it names. All times are the synchronizer's.
 */
final class ClearOnboardingExecution extends Execution {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /** While the flag is expected to go: about as often as a topology change takes to be effective. */
    private static final Duration LOOK_SOON = Duration.ofMillis(100);

    private static final Duration EXPECTED = Duration.ofSeconds(3);
    private static final Duration AFTER_SAFE_TIME = Duration.ofMillis(100);

    private final Step.ClearOnboarding step;

    ClearOnboardingExecution(Step.ClearOnboarding step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    void guard() throws CallFailed, Ended {
        Optional<HostingMapping.Host> host =
                state().flatMap(found -> found.mapping().host(work.idHere()));
        if (host.isEmpty()) {
            throw work.refused(Diagnostic.error(
                            "no-longer-host",
                            step.participant() + " no longer hosts "
                                    + step.partyId().abbreviated())
                    .because("somebody removed it while its onboarding flag was set")
                    .fix("Plan again.")
                    .next(NextCommand.plan())
                    .about(step.partyId().abbreviated()));
        }
    }

    @Override
    Probe probe() throws CallFailed {
        Optional<HostingState> state = state();
        boolean host =
                state.flatMap(found -> found.mapping().host(work.idHere())).isPresent();
        boolean clear = host && !state.get().mapping().isOnboarding(work.idHere());
        return clear
                ? Probe.done("no flag since " + state.get().validFrom())
                : Probe.open(host ? "the flag is set" : "not a host");
    }

    @Override
    void act() {}

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Instant time = synchronizerTime();
        Instant safe = max(safeTime(), time);
        Instant ask = clearsItself() ? safe.plus(GRACE) : Instant.MIN;
        Instant end = safe.plus(work.limits().flag());
        Instant readAt = work.now();
        while (true) {
            Probe probe = probe();
            if (probe.isDone()) {
                return probe.found();
            }
            guard();
            // After the safe time the synchronizer is asked again: on a quiet one that also moves the participant's
            // view on.
            time = time.isBefore(safe) ? time.plus(Duration.between(readAt, work.now())) : synchronizerTime();
            readAt = work.now();
            if (time.isAfter(end)) {
                throw work.failed(notCleared(end));
            }
            Instant next = time.plus(ASK_AGAIN);
            if (!time.isBefore(ask)) {
                Optional<Instant> said = ask();
                if (said.isPresent()) {
                    end = max(end, said.get().plus(work.limits().flag()));
                }
                next = said.orElse(next).plus(AFTER_SAFE_TIME);
                ask = max(next, time.plus(ASK_AGAIN));
            } else {
                next = time.isBefore(safe) ? safe.plus(AFTER_SAFE_TIME) : next;
            }
            work.waiting("until the onboarding flag is cleared", Optional.of(localTime(next, time)));
            lookUntil(max(next, time.plus(LOOK_SOON)), time, safe);
        }
    }

    /** Waits, looking at the mapping now and then: a flag may go early. Most go soon after the safe time. */
    private void lookUntil(Instant next, Instant from, Instant safe) throws CallFailed, Ended, Stopped {
        Instant begun = work.now();
        for (Instant time = from; time.isBefore(next); time = from.plus(Duration.between(begun, work.now()))) {
            boolean expected = !time.isBefore(safe) && time.isBefore(safe.plus(EXPECTED));
            Instant look = time.plus(expected ? LOOK_SOON : LOOK_AGAIN);
            if (time.isBefore(safe) && look.isAfter(safe)) {
                look = safe;
            }
            if (look.isAfter(next)) {
                look = next;
            }
            work.pause(Duration.between(time, look));
            if (probe().isDone()) {
                return;
            }
        }
    }

    private Optional<Instant> ask() throws CallFailed, Ended {
        try {
            Clearance answer = work.here().clearOnboarding(step.partyId(), work.logicalSynchronizer(), begin());
            return answer.earliestRetry();
        } catch (CallFailed e) {
            if (e.failure().kind() == CallFailure.Kind.NOT_PERMITTED
                    || e.failure().kind() == CallFailure.Kind.UNSUPPORTED) {
                throw e;
            }
            work.noticed(Diagnostic.note("clearance-asked-in-vain", "asking to clear the flag was not successful yet")
                    .because(e.failure().found())
                    .fix("The mapping decides; it is asked again.")
                    .about(step.participant().name())
                    .answering(e.failure().answered()));
            return Optional.empty();
        }
    }

    /** From before the activation as this participant's own history has it. */
    private long begin() throws CallFailed, Ended {
        Optional<Long> noted = step.replicated()
                .flatMap(replicated -> work.result(replicated.reconnected()))
                .map(Result.LedgerEnd::offset)
                .filter(offset -> offset > 0);
        long end = work.here().ledgerEnd();
        if (noted.isPresent()
                && !work.here()
                        .activations(step.partyId(), work.logicalSynchronizer(), work.idHere(), noted.get(), end)
                        .isEmpty()) {
            return noted.get();
        }
        List<Activation> all = work.here()
                .activations(
                        step.partyId(),
                        work.logicalSynchronizer(),
                        work.idHere(),
                        work.here().prunedUpTo(),
                        end);
        if (!all.isEmpty()) {
            return Math.max(1, all.get(all.size() - 1).offset() - 1);
        }
        return noted.orElseThrow(() -> work.failed(Diagnostic.error(
                        "activation-not-found",
                        "the activation of the party is not in the history of " + step.participant())
                .because("without its offset the flag cannot be asked for; it may be pruned")
                .fix("Propose the mapping without the flag by hand; the participant's signature is enough.")
                .about(step.partyId().abbreviated())));
    }

    private Instant safeTime() throws CallFailed {
        Optional<Instant> noted = step.replicated()
                .flatMap(replicated -> work.result(replicated.activation()))
                .map(Result.Activation::effective);
        Instant activated = noted.isPresent()
                ? noted.get()
                : state().map(HostingState::validFrom).orElseGet(work::now);
        return activated.plus(work.plan().content().decisionTimeout());
    }

    private boolean clearsItself() throws CallFailed {
        boolean armed = step.replicated().isPresent()
                && step.replicated()
                        .flatMap(replicated -> work.result(replicated.imported()))
                        .filter(answer -> answer.clearing() == Result.Clearing.CONFLICT)
                        .isEmpty();
        Optional<Release> release = work.here().status().release();
        return armed
                && work.synchronizerHere().protocolVersion() >= 35
                && release.map(found -> found.isAtLeast(3, 5, 0)).orElse(false);
    }

    private Instant synchronizerTime() throws CallFailed {
        return work.here().synchronizerTime(work.synchronizerHere());
    }

    /** For people: the synchronizer's time on this machine's clock. */
    private Instant localTime(Instant synchronizerInstant, Instant synchronizerNow) {
        return work.now().plus(Duration.between(synchronizerNow, synchronizerInstant));
    }

    private Optional<HostingState> state() throws CallFailed {
        return work.here().hosting(work.synchronizerHere(), step.partyId());
    }

    private Diagnostic notCleared(Instant end) {
        return Diagnostic.error(
                        "flag-not-cleared",
                        "the onboarding flag of " + step.partyId().abbreviated() + " on " + step.participant()
                                + " is still set")
                .because("it should be gone long before " + end + " by the synchronizer's clock")
                .fix("The contracts are complete, but the party cannot act there yet. Look at the log of "
                        + step.participant() + ", then resume.")
                .next(NextCommand.resume())
                .about(step.partyId().abbreviated());
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    String safeNext() {
        return "The contracts are complete; only the onboarding flag is left, which a resumed run watches and asks for.";
    }
}
