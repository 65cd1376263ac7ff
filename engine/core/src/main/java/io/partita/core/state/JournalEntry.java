package io.partita.core.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One durable write: its records are all there or not at all.
 *
 * @param sequence from 1, without gaps; the line of the file
 * @param time when it was written, by the clock of the machine, in milliseconds
 * @param hash its own hash, which covers the one before, lower-case hex
 * @param events what happened, at least one
 */
public record JournalEntry(long sequence, Instant time, String hash, List<JournalEvent> events) {
    public JournalEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(hash, "hash");
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("entry " + sequence + " says nothing");
        }
    }
}
