package io.partita.core.statefile;

import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The witness of one state in one place. */
record WitnessWriter(Witness witness, Path place, InstantSource clock) {

    /** The state is here, whoever had it before. */
    void saw(State state) {
        witness.saw(SeenState.of(state, place, clock.instant()));
    }

    /**
     * A run that begins or goes on was approved here, as it is with the entry. To be said before that is recorded: a
     * process that ends in between leaves a run that is known here, and no run that is not.
     *
     * @param state before
     * @param entry what is about to be recorded
     */
    void approves(State state, JournalEntry entry) {
        List<RunId> runs = entry.events().stream()
                .flatMap(event -> approved(event).stream())
                .toList();
        if (!runs.isEmpty()) {
            State after = state.after(entry);
            runs.forEach(
                    run -> after.run(run).ifPresent(known -> witness.approved(after.lineage(), run, known.approval())));
        }
    }

    private static Optional<RunId> approved(JournalEvent event) {
        return switch (event.kind()) {
            case RUN_STARTED -> Optional.of(((JournalEvent.RunStarted) event).run());
            case RUN_RESUMED -> Optional.of(((JournalEvent.RunResumed) event).run());
            case ACCESS_REPLACED -> Optional.of(((JournalEvent.AccessReplaced) event).run());
            case PLAN_APPROVED,
                    WAVE_STARTED,
                    STEP_INTENDED,
                    REQUESTS_SENT,
                    RESULT_KEPT,
                    STEP_ENDED,
                    RECEIPT_TAKEN,
                    INTERLOCK_OPENED,
                    INTERLOCK_CLOSED,
                    RUN_ENDED,
                    RUN_ABANDONED,
                    LOCK_TAKEN_OVER,
                    TORN_LINE_DROPPED,
                    STATE_REBUILT -> Optional.empty();
        };
    }

    /**
     * It has grown.
     *
     * @param state after
     * @param events what was recorded last; a run that has ended is approved no more
     */
    void sawAgain(State state, List<JournalEvent> events) {
        witness.sawAgain(SeenState.of(state, place, clock.instant()));
        for (JournalEvent event : events) {
            if (event.kind() == JournalEvent.Kind.RUN_ENDED) {
                ended(state, ((JournalEvent.RunEnded) event).run());
            } else if (event.kind() == JournalEvent.Kind.RUN_ABANDONED) {
                ended(state, ((JournalEvent.RunAbandoned) event).run());
            }
        }
    }

    private void ended(State state, RunId run) {
        if (!state.run(run).orElseThrow().isUnfinished()) {
            witness.ended(state.lineage(), run);
        }
    }
}
