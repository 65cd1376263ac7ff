package io.partita.core.state;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A state that takes entry after entry without being copied for each. Not safe for use by several threads. */
public final class GrowingState {

    private final String lineage;
    private final Map<RunId, RunSummary> runs = new LinkedHashMap<>();
    private final Map<Subject, Interlock> interlocks = new LinkedHashMap<>();
    private long revision;
    private String headHash;

    /** Made when they are asked for; empty after a change. */
    private Optional<List<RunSummary>> runList = Optional.empty();

    private Optional<List<Interlock>> interlockList = Optional.empty();

    /** What an interlock is about, whoever opened it and when. */
    private record Subject(Interlock.Kind kind, ParticipantId participant, Optional<PartyId> party) {
        static Subject of(Interlock interlock) {
            return new Subject(interlock.kind(), interlock.participantId(), interlock.party());
        }
    }

    public GrowingState(State from) {
        this.lineage = from.lineage();
        this.revision = from.revision();
        this.headHash = from.headHash();
        from.runs().forEach(run -> runs.put(run.id(), run));
        from.interlocks().forEach(interlock -> interlocks.put(Subject.of(interlock), interlock));
    }

    /** Takes in the entry that follows. */
    public void add(JournalEntry entry) {
        StateChange change = new StateChange(this, entry.time(), entry.hash());
        entry.events().forEach(change::add);
        revision = entry.sequence();
        headHash = entry.hash();
    }

    /** Number of the last entry; 0 when there is none. */
    public long revision() {
        return revision;
    }

    /** Hash of the last entry; that of the lineage when there is none. */
    public String headHash() {
        return headHash;
    }

    /** What it is now. */
    public State state() {
        List<RunSummary> allRuns = runList.orElseGet(() -> List.copyOf(runs.values()));
        List<Interlock> allInterlocks = interlockList.orElseGet(() -> List.copyOf(interlocks.values()));
        runList = Optional.of(allRuns);
        interlockList = Optional.of(allInterlocks);
        return new State(lineage, revision, allRuns, allInterlocks, headHash);
    }

    void begin(RunSummary run) {
        runs.put(run.id(), run);
        runList = Optional.empty();
    }

    void change(RunId id, UnaryOperator<RunSummary> change) {
        runs.computeIfPresent(id, (same, run) -> change.apply(run));
        runList = Optional.empty();
    }

    /** The newest is the last, also when the same thing was open before. */
    void open(Interlock interlock) {
        interlocks.remove(Subject.of(interlock));
        interlocks.put(Subject.of(interlock), interlock);
        interlockList = Optional.empty();
    }

    void close(Interlock interlock) {
        interlocks.remove(Subject.of(interlock));
        interlockList = Optional.empty();
    }

    /** What the events of one entry do. */
    private record StateChange(GrowingState state, Instant time, String hash) {

        /** A switch expression, so that a new kind does not compile before it is known what it does. */
        void add(JournalEvent event) {
            Runnable change = switch (event.kind()) {
                case RUN_STARTED -> () -> started((JournalEvent.RunStarted) event);
                case RUN_RESUMED -> () -> state.change(((JournalEvent.RunResumed) event).run(), RunSummary::resumed);
                case ACCESS_REPLACED ->
                    () -> state.change(((JournalEvent.AccessReplaced) event).run(), run -> run.reachedOtherwise(hash));
                case RUN_ENDED -> () -> ended((JournalEvent.RunEnded) event);
                case RUN_ABANDONED -> () -> abandoned((JournalEvent.RunAbandoned) event);
                case INTERLOCK_OPENED -> () -> state.open(((JournalEvent.InterlockOpened) event).interlock());
                case INTERLOCK_CLOSED -> () -> state.close(((JournalEvent.InterlockClosed) event).interlock());
                case PLAN_APPROVED,
                        WAVE_STARTED,
                        STEP_INTENDED,
                        REQUESTS_SENT,
                        RESULT_KEPT,
                        RECEIPT_TAKEN,
                        STEP_ENDED,
                        LOCK_TAKEN_OVER,
                        TORN_LINE_DROPPED,
                        STATE_REBUILT -> () -> {};
            };
            change.run();
        }

        private void started(JournalEvent.RunStarted event) {
            state.begin(RunSummary.begun(event.run(), event.planHash(), time));
        }

        private void ended(JournalEvent.RunEnded event) {
            state.change(event.run(), run -> run.ended(time, event.exit()));
        }

        private void abandoned(JournalEvent.RunAbandoned event) {
            state.change(event.run(), run -> run.abandoned(event.reason()));
        }
    }
}
