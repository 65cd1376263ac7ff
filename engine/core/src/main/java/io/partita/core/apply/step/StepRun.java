package io.partita.core.apply.step;

import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import io.partita.core.state.StepRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The way of every step: guard, probe, facts, intent, act, verify, outcome. What failed without an effect is tried
 * again for a while; what may have had an effect is settled by the probe, and stays unknown when the probe cannot.
 */
public final class StepRun {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);

    /** A round that went well for longer than this ends a series of failures. */
    private static final Duration STRETCH = Duration.ofSeconds(10);

    /** How often: a participant that never answers in time makes every round long. */
    private static final int STRETCHES = 5;

    private final StepWork work;
    private final Execution execution;

    public StepRun(StepWork work) {
        this.work = work;
        this.execution = Executions.of(work);
    }

    /** @return the outcome, durable already */
    public Outcome run() throws Stopped {
        Attempts attempts = new Attempts();
        try {
            if (work.record().isDone()) {
                Optional<Outcome> before = attempts.before();
                if (before.isPresent()) {
                    return before.get();
                }
            }
            Outcome outcome = attempts.run();
            end(outcome);
            return outcome;
        } catch (Ended e) {
            end(e.outcome());
            return e.outcome();
        } catch (AnotherParticipant e) {
            return end(StepFailure.another(e, execution));
        } catch (CallFailed e) {
            return end(Upgrade.behind(e.failure(), work)
                    .<Outcome>map(moved ->
                            new Outcome.Refused(new StepFacts(work, execution).stale(moved), Optional.of(moved)))
                    .orElseGet(() -> new Outcome.Failed(StepFailure.of(e.failure(), execution, attempts.reach()))));
        }
    }

    private Outcome end(Outcome outcome) {
        List<JournalEvent> events = new ArrayList<>();
        if (outcome.isSuccess()) {
            execution
                    .closes()
                    .forEach(lock -> events.add(
                            new JournalEvent.InterlockClosed(lock, work.run().id())));
        }
        events.add(new JournalEvent.StepEnded(work.run().id(), work.step().id(), outcome));
        work.run().write(events);
        if (outcome.isSuccess()) {
            execution.announce();
        }
        return outcome;
    }

    /** One loop over reality: each round looks first and acts only where reality says that the step is open. */
    private final class Attempts {

        private Instant roundBegan = work.now();
        private Instant failingSince = roundBegan;
        private boolean looked;
        private boolean acted;
        private Optional<CallFailure> unsettled = Optional.empty();
        private Duration pause = FIRST_RETRY;
        private int unknowns;
        private int stretches;

        /** What a step that is done came to, or what keeps the run from going on after it; empty: it is done again. */
        Optional<Outcome> before() throws CallFailed, Ended, Stopped {
            return patiently(() -> {
                try {
                    return execution.stillHolds() ? work.record().outcome() : Optional.empty();
                } catch (Ended e) {
                    return Optional.of(e.outcome());
                }
            });
        }

        StepFailure.Reach reach() {
            return acted || work.record().isBegun() ? StepFailure.Reach.BEGUN : StepFailure.Reach.UNTOUCHED;
        }

        Outcome run() throws CallFailed, Ended, Stopped {
            return patiently(this::round);
        }

        private <R> R patiently(StepWork.Call<R> round) throws CallFailed, Ended, Stopped {
            while (true) {
                work.run().stop().check();
                roundBegan = work.now();
                try {
                    return round.call();
                } catch (CallFailed e) {
                    giveUpOrWait(e);
                }
            }
        }

        private Outcome round() throws CallFailed, Ended, Stopped {
            boolean begun = work.record().isBegun();
            StepFacts facts = new StepFacts(work, execution);
            try (StepFacts.Reading reading = begun ? facts.readNone() : facts.read()) {
                Probe probe = execution.probe();
                looked = true;
                if (probe.isDone()) {
                    execution.found();
                    return acted || work.record().isUnsettled()
                            ? new Outcome.Applied(probe.found())
                            : new Outcome.AlreadyInPlace(probe.found());
                }
                execution.guard();
                if (!begun) {
                    require(facts, reading);
                    if (!reading.isFresh()) {
                        // The guards have judged before all that was waited for.
                        execution.guard();
                    }
                    intend();
                }
            }
            acted = true;
            execution.act();
            String verified = execution.verify();
            return new Outcome.Applied(verified);
        }

        /** What was read beside the step's own look holds, unless that took long; then it is read once more. */
        private void require(StepFacts facts, StepFacts.Reading reading) throws CallFailed, Ended {
            Optional<MovedFact> beside = reading.firstMoved();
            Optional<MovedFact> moved = reading.isFresh() ? beside : facts.firstMoved(UnaryOperator.identity());
            if (moved.isPresent()) {
                throw new Ended(new Outcome.Refused(facts.stale(moved.get()), moved));
            }
        }

        private void intend() throws CallFailed, Ended {
            if (execution.onlyReads()) {
                return;
            }
            Intent intent = execution.intent();
            List<JournalEvent> events = new ArrayList<>();
            events.add(
                    new JournalEvent.StepIntended(work.run().id(), work.step().id(), intent.before()));
            intent.opens().forEach(lock -> events.add(new JournalEvent.InterlockOpened(lock)));
            work.run().write(events);
        }

        private void giveUpOrWait(CallFailed e) throws CallFailed, Ended, Stopped {
            CallFailure failure = e.failure();
            if (Duration.between(roundBegan, work.now()).compareTo(STRETCH) > 0 && stretches < STRETCHES) {
                stretches++;
                failingSince = work.silentSince().orElseGet(work::now);
                pause = FIRST_RETRY;
            }
            switch (failure.kind()) {
                case OUTCOME_UNKNOWN -> {
                    unsettled = acted ? Optional.of(failure) : unsettled;
                    unknowns++;
                    if (unknowns >= 5) {
                        throw giveUp(e);
                    }
                }
                case UNREACHABLE, STARTING -> {
                    Instant patience = failingSince.plus(work.limits().unreachable());
                    if (!work.now().isBefore(patience)) {
                        throw giveUp(e);
                    }
                }
                case ALREADY_EXISTS -> {
                    if (!acted || !isDone(e)) {
                        throw giveUp(e);
                    }
                    return;
                }
                default -> {
                    if (unsettled.isPresent() && isDone(e)) {
                        return;
                    }
                    throw looked ? e : giveUp(e);
                }
            }
            work.waiting(work.answerOf(failure, failingSince), Optional.empty());
            work.pause(failure.retryAfter()
                    .filter(after -> after.compareTo(LONGEST_RETRY) < 0)
                    .orElse(pause));
            pause = pause.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause.multipliedBy(2);
        }

        /** What the probe says; when it gets no answer either, an unsettled call stays unsettled. */
        private boolean isDone(CallFailed e) throws CallFailed, Ended, Stopped {
            try {
                return execution.probe().isDone();
            } catch (CallFailed unanswered) {
                throw giveUp(e);
            }
        }

        /** Once a call is unsettled, only a probe that answers may say anything else than unknown. */
        private CallFailed giveUp(CallFailed e) throws Ended {
            Optional<Diagnostic> unknown = unsettled
                    .map(call -> StepFailure.unknown(call, execution))
                    .or(() -> looked ? Optional.empty() : leftUnknown(e.failure()));
            if (unknown.isPresent()) {
                throw new Ended(new Outcome.Unknown(unknown.get()));
            }
            return e;
        }

        /** What an earlier process left open stays so until a probe has answered. */
        private Optional<Diagnostic> leftUnknown(CallFailure failure) {
            StepRecord record = work.record();
            if (record.outcome().isPresent()) {
                return record.outcome()
                        .filter(outcome -> outcome.kind() == Outcome.Kind.UNKNOWN)
                        .flatMap(Outcome::diagnostic);
            }
            return record.isBegun() ? Optional.of(StepFailure.leftUnknown(failure, execution)) : Optional.empty();
        }
    }
}
