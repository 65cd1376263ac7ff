package io.partita.testkit.store;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.statefile.JournalLines;
import io.partita.core.store.LockAttempt;
import io.partita.core.store.LockHolder;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A store of which several share one memory, as several processes share one database. */
public final class MemoryStore implements StateStore {

    private static final String HOST = "memory";

    private final StoredText stored;
    private final InstantSource clock;

    /** @param stored shared by all that work on the same state */
    public MemoryStore(StoredText stored, InstantSource clock) {
        this.stored = stored;
        this.clock = clock;
    }

    @Override
    public Checked<Recording> read() {
        synchronized (stored) {
            return stored.isKnown() ? whole() : Checked.failed(unknown());
        }
    }

    private Checked<Recording> whole() {
        if (stored.lineage().isEmpty()) {
            return Checked.of(JournalLines.nothing());
        }
        Checked<Recording> read = JournalLines.read(stored.lineage(), stored.lines());
        boolean cut = read.isPresent() && stored.written() > stored.lines().size();
        return cut ? Checked.failed(missing(stored.lines().size())) : read;
    }

    private static Diagnostic unknown() {
        return Diagnostic.error("state-format-unknown", "the state has a format that this release does not know")
                .because("a newer release wrote it")
                .fix("Nothing was run. Use the release that wrote it, or a newer one.");
    }

    private static Diagnostic missing(int from) {
        return Diagnostic.error("journal-older-than-state", "the journal ends at entry " + from)
                .because("more entries were written")
                .fix("Nothing was run. Restore the state from its newest backup.");
    }

    @Override
    public Recording salvage() {
        synchronized (stored) {
            return stored.isKnown() ? JournalLines.salvage(stored.lineage(), stored.lines()) : JournalLines.nothing();
        }
    }

    @Override
    public Checked<String> planText(RunId run) {
        synchronized (stored) {
            return stored.plan(run)
                    .map(Checked::of)
                    .orElseGet(() -> Checked.failed(
                            Diagnostic.error("run-plan-missing", "the plan of run " + run + " cannot be read")
                                    .because("it is not stored")
                                    .fix("Store the reviewed plan again; its hash is in the journal.")));
        }
    }

    /** All that share the memory are one machine. */
    @Override
    public boolean isApprovedHere(RunId run, String approval) {
        synchronized (stored) {
            return read().optional()
                    .flatMap(recording -> recording.state().run(run))
                    .filter(found -> found.approval().equals(approval))
                    .isPresent();
        }
    }

    @Override
    public List<Diagnostic> verify() {
        Checked<Recording> read = read();
        if (!read.isPresent() || read.value().state().lineage().isEmpty()) {
            return read.diagnostics();
        }
        return List.of(Diagnostic.note(
                "state-intact",
                read.value().entries().size() + " journal entries, every hash right; lineage "
                        + read.value().state().lineage()));
    }

    @Override
    public Optional<LockHolder> holder() {
        synchronized (stored) {
            return stored.owner().map(owner -> new LockHolder(owner, death(), LockHolder.Where.HERE, held(owner)));
        }
    }

    private Optional<String> death() {
        return stored.isOwnerDead() ? Optional.of("its process is gone") : Optional.empty();
    }

    private static Diagnostic held(LockOwner owner) {
        return Diagnostic.error("state-locked", "somebody else works with this state")
                .because(owner.toString())
                .fix("Wait until it has ended.");
    }

    @Override
    public LockAttempt lock(String operation, Consumer<LockOwner> watching) {
        synchronized (stored) {
            return free().orElseGet(() -> {
                Checked<Recording> read = read();
                return read.isPresent() ? taken(operation) : new LockAttempt.Unusable(read.diagnostics());
            });
        }
    }

    /** What is said while somebody may be at work. */
    private Optional<LockAttempt> free() {
        return holder().filter(LockHolder::mayLive).map(holder -> new LockAttempt.Held(holder.owner(), holder.held()));
    }

    private LockAttempt taken(String operation) {
        if (stored.lineage().isEmpty()) {
            stored.begin(UUID.randomUUID().toString());
        }
        Optional<LockHolder> former = holder();
        MemoryLease lease = lease(operation);
        former.ifPresent(dead -> lease.record(new JournalEvent.LockTakenOver(
                dead.owner().toString(), dead.death().orElseThrow())));
        return new LockAttempt.Taken(lease);
    }

    private MemoryLease lease(String operation) {
        Instant now = clock.instant();
        LockOwner owner = new LockOwner(
                UUID.randomUUID().toString(),
                System.getProperty("user.name", "unknown"),
                HOST,
                HOST,
                ProcessHandle.current().pid(),
                operation,
                now,
                0,
                now);
        stored.own(owner);
        return new MemoryLease(stored, owner, clock);
    }

    @Override
    public LockAttempt beginAfresh(JournalEvent.StateRebuilt beginning) {
        synchronized (stored) {
            return free().orElseGet(() -> {
                boolean usable = read().isPresent() && !stored.lineage().isEmpty();
                return usable ? new LockAttempt.Unusable(List.of(SOUND)) : afresh(beginning);
            });
        }
    }

    private LockAttempt afresh(JournalEvent.StateRebuilt beginning) {
        String kept = stored.putAside();
        stored.begin(UUID.randomUUID().toString());
        MemoryLease lease = lease("state rebuild");
        lease.record(new JournalEvent.StateRebuilt(
                beginning.by(), beginning.reason(), beginning.former(), kept, beginning.unknown()));
        return new LockAttempt.Taken(lease);
    }

    @Override
    public Checked<Optional<LockOwner>> unlock(String reason) {
        synchronized (stored) {
            Optional<LockHolder> holder = holder();
            if (holder.isEmpty()) {
                return Checked.of(Optional.empty());
            }
            LockOwner owner = holder.get().owner();
            if (holder.get().mayLive()) {
                return Checked.failed(
                        Diagnostic.error("lock-owner-alive", "process " + owner.pid() + " still works with this state")
                                .because(owner.toString())
                                .fix("Stop that process first; its lock goes with it."));
            }
            Checked<Recording> read = read();
            if (!read.isPresent()) {
                return Checked.failed(read.diagnostics());
            }
            try (MemoryLease lease = lease("unlock")) {
                lease.record(new JournalEvent.LockTakenOver(owner.toString(), reason));
            }
            return Checked.of(Optional.of(owner));
        }
    }

    @Override
    public void delete() {
        synchronized (stored) {
            stored.delete();
        }
    }
}
