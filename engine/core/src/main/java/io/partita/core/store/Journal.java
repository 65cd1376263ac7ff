package io.partita.core.store;

import io.partita.core.state.JournalEvent;
import java.util.List;

/** The append-only record of everything that runs did. Safe for use by several threads. */
public interface Journal {

    /**
     * Writes events as one entry, if the journal still ends where the caller believes. They are durable, all or none,
     * when this returns {@link Appended.Written}.
     *
     * @param expectedHead hash of the entry that this one is to follow, as {@link io.partita.core.state.State#headHash}
     * @param events at least one
     */
    Appended append(String expectedHead, List<JournalEvent> events);
}
