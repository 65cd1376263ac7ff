package io.partita.core.state;

import java.time.Instant;
import java.util.Objects;

/**
 * A record with its place.
 *
 * @param sequence from 1, without gaps
 * @param commit number of the durable write that it was part of; records of one write have the same
 * @param time when it was written, by the clock of the machine, milliseconds
 * @param hash its own hash, which covers the one before, lower-case hex
 * @param event what happened
 */
public record JournalEntry(long sequence, long commit, Instant time, String hash, JournalEvent event) {
    public JournalEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(event, "event");
    }
}
