package io.partita.core.store;

import io.partita.core.state.JournalEntry;
import io.partita.core.state.State;
import java.util.List;
import java.util.Objects;

/**
 * What a store says, checked.
 *
 * @param state the head
 * @param entries the journal, oldest first
 */
public record Recording(State state, List<JournalEntry> entries) {
    public Recording {
        Objects.requireNonNull(state, "state");
        entries = List.copyOf(entries);
    }
}
