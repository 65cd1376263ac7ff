package io.partita.core.apply.step;

import io.partita.core.apply.ActiveRun;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.Limits;
import io.partita.core.apply.Stopped;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Ref;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.CallDiagnostics;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Progress;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.StepRecord;
import io.partita.core.topology.ContractSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the execution of one step has at hand. */
public final class StepWork {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final long PARTS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_SILENT_PAUSE = Duration.ofSeconds(5);

    /**
     * Usually of 40 s each: a participant waits 30 s for what it has sent to come back, and 10 s more before it sends
     * it again (procedure 1.4).
     */
    private static final int ASKED = 3;

    private final ActiveRun run;
    private final Step step;
    private volatile Supplier<String> doing = () -> "";
    private Optional<Instant> silentSince = Optional.empty();

    public StepWork(ActiveRun run, Step step) {
        this.run = run;
        this.step = step;
    }

    // ---- what there is ----

    ActiveRun run() {
        return run;
    }

    public Step step() {
        return step;
    }

    Plan plan() {
        return run.plan();
    }

    ApplyOptions options() {
        return run.options();
    }

    Limits limits() {
        return run.options().limits();
    }

    Instant now() {
        return run.ticker().instant();
    }

    /** The synchronizer as it stays through upgrades. */
    SynchronizerId logicalSynchronizer() {
        return plan().synchronizer().logical();
    }

    /** By which physical id this step's participant knows it. */
    PhysicalSynchronizerId synchronizerHere() throws CallFailed {
        return synchronizer(step.participant());
    }

    /** By which physical id a participant knows it. */
    PhysicalSynchronizerId synchronizer(ParticipantName at) throws CallFailed {
        return run.synchronizer(at);
    }

    Participant here() {
        return at(step.participant());
    }

    Participant at(ParticipantName name) {
        return run.participant(name);
    }

    ParticipantId idHere() {
        return run.idOf(step.participant());
    }

    StepRecord record() {
        return run.record(step.id());
    }

    StepRecord record(StepId other) {
        return run.record(other);
    }

    /** The open interlock of a kind on this step's participant, whichever run opened it. */
    Optional<Interlock> open(Interlock.Kind kind) {
        return open(kind, idHere());
    }

    Optional<Interlock> open(Interlock.Kind kind, ParticipantId participant) {
        return run.interlocks().stream()
                .filter(lock -> lock.kind() == kind && lock.participantId().equals(participant))
                .findFirst();
    }

    /** One that opens now on this step's participant. */
    Interlock interlock(Interlock.Kind kind, Optional<PartyId> party, Optional<Result> before) {
        return new Interlock(
                kind, step.participant(), idHere(), party, run.id(), run.state().time(), before);
    }

    /** An empty set of contract ids; its file, if it needs one, is beside the exported contracts. */
    ContractSet contractSet() {
        return new ContractSet(run.workspace().exports());
    }

    // ---- the journal ----

    /** Durable when it returns. */
    void keep(Result result) {
        run.write(List.of(new JournalEvent.ResultKept(run.id(), step.id(), result)));
    }

    /** What another step has left; empty before it did. */
    <R extends Result> Optional<R> result(Ref<R> ref) {
        return run.record(ref.step()).result(ref.type());
    }

    /** The ledger end that another step has noted before an activation. */
    Result.LedgerEnd ledgerEnd(Ref<Result.LedgerEnd> ref) throws Ended {
        return result(ref)
                .orElseThrow(() -> refused(Diagnostic.error(
                                "ledger-end-not-noted", "the ledger end of before the activation is not in the journal")
                        .because(
                                ref.step()
                                        + " has to come first: without it neither the export nor a repair can find the activation")
                        .next(NextCommand.resume())));
    }

    // ---- news ----

    /** The last thing that it said to do or to wait for; empty before the first. */
    public String doing() {
        return doing.get();
    }

    /** @param how asked by another thread whenever somebody wants to know how far it has come; answers at once */
    void telling(Supplier<String> how) {
        doing = how;
    }

    void waiting(String what, Optional<Instant> until) {
        doing = () -> what;
        run.announcer().tell(listener -> listener.stepWaiting(step, what, until));
    }

    void noticed(Diagnostic diagnostic) {
        run.announcer().tell(listener -> listener.noticed(step, diagnostic));
    }

    Progress progress() {
        return (bytes, contracts, total) ->
                run.announcer().tell(listener -> listener.stepProgress(step, bytes, contracts, total));
    }

    // ---- ends ----

    Ended refused(Diagnostic diagnostic) {
        return new Ended(new Outcome.Refused(diagnostic, Optional.empty()));
    }

    Ended failed(Diagnostic diagnostic) {
        return new Ended(new Outcome.Failed(diagnostic));
    }

    // ---- waits ----

    /** Reads until it finds something. */
    interface Look<T> {
        Optional<T> look() throws CallFailed, Ended;
    }

    /** A call that may be given up without harm when a person asks to stop. */
    interface Call<T> {
        T call() throws CallFailed, Ended, Stopped;
    }

    /**
     * Looks again and again, at short and then longer distances. An unreachable participant counts as nothing found,
     * for as long as it is waited for anywhere.
     *
     * @return empty when the limit is over
     */
    <T> Optional<T> poll(String what, Duration limit, Look<T> look) throws CallFailed, Ended, Stopped {
        Instant begin = now();
        Instant end = begin.plus(limit);
        String told = "";
        while (true) {
            String waitingFor = what;
            try {
                Optional<T> found = look.look();
                silentSince = Optional.empty();
                if (found.isPresent() || !now().isBefore(end)) {
                    return found;
                }
            } catch (CallFailed e) {
                requirePatience(e, end);
                waitingFor = answerOf(e.failure(), silentSince.orElseGet(this::now));
            }
            if (!told.equals(waitingFor)) {
                waiting(waitingFor, Optional.empty());
                told = waitingFor;
            }
            pause(pauseAfter(Duration.between(begin, now())));
        }
    }

    /** A part of what was waited for already, so that what has come is seen little later than it came. */
    private Duration pauseAfter(Duration waited) {
        Duration part = waited.dividedBy(PARTS);
        Duration longest = silentSince.isPresent() ? LONGEST_SILENT_PAUSE : LONGEST_PAUSE;
        return part.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : part.compareTo(longest) > 0 ? longest : part;
    }

    /**
     * As {@link #poll(String, Duration, Look)}, for what a participant's view of the synchronizer has to show. On a
     * quiet synchronizer that view stands still, so each time that nothing was found the participant is asked for the
     * synchronizer's time, which moves it on.
     */
    <T> Optional<T> poll(String what, Duration limit, ParticipantName view, Look<T> look)
            throws CallFailed, Ended, Stopped {
        return poll(what, limit, movingOn(view, look));
    }

    private <T> Look<T> movingOn(ParticipantName view, Look<T> look) {
        return () -> {
            Optional<T> found = look.look();
            if (found.isEmpty()) {
                at(view).synchronizerTime(synchronizer(view));
            }
            return found;
        };
    }

    /** Asks once more for what does not come. */
    interface Again {
        void ask() throws CallFailed, Ended, Stopped;
    }

    /**
     * As {@link #poll(String, Duration, Look)}, for a signature that was taken: until it is sent it is in the memory of
     * its participant, and a restart loses it. So when it should have been sent and does not show, it is asked for
     * again.
     */
    <T> Optional<T> pollSigned(String what, Look<T> look, Again again) throws CallFailed, Ended, Stopped {
        Duration part = limits().effective().dividedBy(ASKED);
        Optional<T> found = poll(what, part, look);
        for (int asked = 1; asked < ASKED && found.isEmpty(); asked++) {
            again.ask();
            found = poll(what, part, look);
        }
        return found;
    }

    /** As {@link #pollSigned(String, Look, Again)}, for what a participant's view of the synchronizer has to show. */
    <T> Optional<T> pollSigned(String what, ParticipantName view, Look<T> look, Again again)
            throws CallFailed, Ended, Stopped {
        return pollSigned(what, movingOn(view, look), again);
    }

    private void requirePatience(CallFailed e, Instant end) throws CallFailed {
        Instant since = silentSince.orElseGet(this::now);
        silentSince = Optional.of(since);
        boolean patient = now().isBefore(end) && now().isBefore(since.plus(limits().unreachable()));
        if (!e.failure().mayPass() || !patient) {
            throw e;
        }
    }

    /** Since when a participant has not answered while something was looked for; empty when it does. */
    Optional<Instant> silentSince() {
        return silentSince;
    }

    /** What is waited for when a participant cannot be reached, or is still starting. @param since as told by us */
    String answerOf(CallFailure failure, Instant since) {
        String who = named(failure.endpoint());
        String what = failure.kind() == CallFailure.Kind.STARTING ? " has finished its start" : " answers";
        return "until " + who + what + " (" + failure.code() + " since " + since.truncatedTo(ChronoUnit.SECONDS) + ")";
    }

    /** An endpoint, with the name of its participant. */
    private String named(String endpoint) {
        return plan().content().participants().values().stream()
                .filter(planned -> planned.access()
                        .match(
                                ports -> Stream.of(ports.admin(), ports.ledger())
                                        .anyMatch(each -> each.toString().equals(endpoint)),
                                embedded -> false))
                .findFirst()
                .map(planned -> planned.name() + " at " + endpoint)
                .orElse(endpoint);
    }

    /** What partita is at when a call of this step fails. */
    CallDiagnostics.During during() {
        return run.during();
    }

    /** Whether a target is away, or something was begun that cannot be taken back. */
    boolean hasToBeFinished() {
        return run.hasToBeFinished();
    }

    /** Nothing can be planned anew while a target is away and a party may wait for it. */
    boolean isInAWindow() {
        return run.isInAWindow();
    }

    void pause(Duration duration) throws Stopped {
        run.stop().enter();
        try {
            run.ticker().sleep(duration);
        } catch (InterruptedException e) {
            throw new Stopped();
        } finally {
            run.stop().leave();
        }
        run.stop().check();
    }

    /** Something that takes as long as a person or a device does. */
    interface Slow<T, E extends Exception> {
        T call() throws E, InterruptedException;
    }

    /** Waits for something outside of all participants; given up when the run is stopped. */
    <T, E extends Exception> T interruptible(String what, Slow<T, E> call) throws E, Stopped {
        waiting(what, Optional.empty());
        run.stop().enter();
        try {
            return call.call();
        } catch (InterruptedException e) {
            throw new Stopped();
        } finally {
            run.stop().leave();
        }
    }

    <T> T abandonable(String what, Call<T> call) throws CallFailed, Ended, Stopped {
        doing = () -> what;
        run.stop().enter();
        try {
            return call.call();
        } catch (CallFailed e) {
            if (run.stop().isRequested()) {
                throw new Stopped();
            }
            throw e;
        } finally {
            run.stop().leave();
        }
    }
}
