package io.partita.core.statefile;

import io.partita.core.state.State;
import java.nio.file.Path;
import java.time.InstantSource;

/** The witness of one state in one place. */
record WitnessWriter(Witness witness, Path place, InstantSource clock) {

    /** The state is here, whoever had it before. */
    void saw(State state) {
        witness.saw(SeenState.of(state, place, clock.instant()));
    }

    /** It has grown. */
    void sawAgain(State state) {
        witness.sawAgain(SeenState.of(state, place, clock.instant()));
    }
}
