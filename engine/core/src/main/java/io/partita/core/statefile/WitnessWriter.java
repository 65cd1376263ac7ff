package io.partita.core.statefile;

import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The witness of one state in one place. */
record WitnessWriter(Witness witness, Path place, InstantSource clock) {

    /** The state is here, whoever had it before. */
    void saw(State state) {
        witness.saw(SeenState.of(state, place, clock.instant()));
    }

    /**
     * It has grown.
     *
     * @param events what was recorded last; a run that begins or goes on was approved here
     */
    void sawAgain(State state, List<JournalEvent> events) {
        witness.sawAgain(SeenState.of(state, place, clock.instant()));
        for (JournalEvent event : events) {
            switch (event.kind()) {
                case RUN_STARTED -> approved(state, ((JournalEvent.RunStarted) event).run());
                case RUN_RESUMED -> approved(state, ((JournalEvent.RunResumed) event).run());
                case RUN_ENDED -> ended(state, ((JournalEvent.RunEnded) event).run());
                case RUN_ABANDONED -> ended(state, ((JournalEvent.RunAbandoned) event).run());
                case WAVE_STARTED, STEP_INTENDED, RESULT_KEPT, STEP_ENDED, RECEIPT_TAKEN -> {}
                case INTERLOCK_OPENED, INTERLOCK_CLOSED -> {}
                case LOCK_TAKEN_OVER, TORN_LINE_DROPPED, STATE_REBUILT -> {}
            }
        }
    }

    private void approved(State state, RunId run) {
        witness.approved(state.lineage(), run, state.run(run).orElseThrow().planHash());
    }

    private void ended(State state, RunId run) {
        if (!state.run(run).orElseThrow().isUnfinished()) {
            witness.ended(state.lineage(), run);
        }
    }
}
