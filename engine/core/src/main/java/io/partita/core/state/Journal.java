package io.partita.core.state;

import java.time.Instant;
import java.util.List;

/** The append-only record of everything that runs did. Safe for use by several threads. */
public interface Journal {

    /**
     * Writes records in one durable step: they are on the disk, all or none, when this returns.
     *
     * @return the time that they carry
     */
    Instant append(List<JournalEvent> events);

    /** Everything so far, oldest first; a copy. */
    List<JournalEntry> entries();

    /** What follows from everything so far. */
    State state();

    default Instant append(JournalEvent event) {
        return append(List.of(event));
    }
}
