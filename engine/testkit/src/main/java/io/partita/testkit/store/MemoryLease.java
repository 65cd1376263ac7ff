package io.partita.testkit.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.statefile.JournalLines;
import io.partita.core.store.Appended;
import io.partita.core.store.Lease;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The right to write to a {@link StoredText}. */
final class MemoryLease implements Lease {

    private final StoredText stored;
    private final LockOwner owner;
    private final InstantSource clock;
    private Recording recording;
    private Optional<Diagnostic> broken = Optional.empty();

    MemoryLease(StoredText stored, LockOwner owner, InstantSource clock) {
        this.stored = stored;
        this.owner = owner;
        this.clock = clock;
        this.recording = JournalLines.read(stored.lineage(), stored.lines()).value();
    }

    /** What taking the lock records. */
    void record(JournalEvent event) {
        append(stored.head(), List.of(event));
        recording = JournalLines.read(stored.lineage(), stored.lines()).value();
    }

    @Override
    public Recording recording() {
        return recording;
    }

    @Override
    public Appended append(String expectedHead, List<JournalEvent> events) {
        synchronized (stored) {
            Optional<Diagnostic> lost = lost();
            if (lost.isPresent()) {
                return new Appended.Refused(lost.get());
            }
            if (!stored.head().equals(expectedHead)) {
                return new Appended.Moved(stored.head());
            }
            JournalLines.Line line = JournalLines.write(stored.lines().size() + 1L, time(), expectedHead, events);
            stored.append(line.text(), line.entry().hash());
            return new Appended.Written(line.entry());
        }
    }

    @Override
    public Optional<Diagnostic> savePlan(RunId run, String text) {
        synchronized (stored) {
            Optional<Diagnostic> lost = lost();
            if (lost.isEmpty()) {
                stored.keep(run, text);
            }
            return lost;
        }
    }

    @Override
    public Optional<Diagnostic> lost() {
        synchronized (stored) {
            boolean ours =
                    stored.owner().filter(now -> now.id().equals(owner.id())).isPresent();
            if (broken.isEmpty() && !ours) {
                broken = Optional.of(Diagnostic.error("lock-lost", "this process no longer holds the lock of the state")
                        .because("another process has taken it over")
                        .fix("Find out who holds it with: partita status."));
            }
            return broken;
        }
    }

    @Override
    public Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        synchronized (stored) {
            if (lost().isEmpty()) {
                stored.disown();
                broken = Optional.of(Diagnostic.error("state-closed", "the state folder is closed"));
            }
        }
    }
}
