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
     * A run that begins or goes on was approved here. To be said before it is recorded: a process that ends in between
     * leaves a run that is known here, and no run that is not.
     *
     * @param state before
     * @param events what is about to be recorded
     */
    void approves(State state, List<JournalEvent> events) {
        for (JournalEvent event : events) {
            if (event.kind() == JournalEvent.Kind.RUN_STARTED) {
                JournalEvent.RunStarted started = (JournalEvent.RunStarted) event;
                witness.approved(state.lineage(), started.run(), started.planHash());
            } else if (event.kind() == JournalEvent.Kind.RUN_RESUMED) {
                RunId run = ((JournalEvent.RunResumed) event).run();
                state.run(run).ifPresent(known -> witness.approved(state.lineage(), run, known.planHash()));
            }
        }
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
