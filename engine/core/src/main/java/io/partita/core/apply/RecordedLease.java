package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.Appended;
import io.partita.core.store.Lease;
import io.partita.core.store.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A state that is only read, for a dry run. Writing to it is a bug.
 *
 * @param recording what was read
 * @param ticker what time it is
 */
record RecordedLease(Recording recording, Ticker ticker) implements Lease {

    @Override
    public Appended append(String expectedHead, List<JournalEvent> events) {
        throw new IllegalStateException("a dry run writes nothing: " + events);
    }

    @Override
    public Optional<Diagnostic> savePlan(RunId run, String text) {
        throw new IllegalStateException("a dry run writes nothing");
    }

    @Override
    public Optional<Diagnostic> lost() {
        return Optional.empty();
    }

    @Override
    public Instant time() {
        return ticker.instant();
    }

    @Override
    public void close() {}
}
