package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.GrowingState;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.store.Appended;
import io.partita.core.store.Lease;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.core.store.StateUnusable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The state folder while this process holds its lock. Once a write has failed or the lock was lost, every further write
 * is refused.
 */
final class FolderLease implements Lease {

    private final StateFiles files;
    private final Disk disk;
    private final InstantSource clock;
    private final FolderLock lock;
    private final ScheduledExecutorService heart;
    private final String lineage;
    private final WitnessWriter witnessWriter;
    private LockOwner owner;
    private final GrowingState state;
    private Recording recording;
    private long journalBytes;
    private Optional<Diagnostic> broken = Optional.empty();

    FolderLease(
            StateFiles files,
            Disk disk,
            InstantSource clock,
            FolderLock lock,
            LockOwner owner,
            Recording recording,
            long journalBytes,
            WitnessWriter witnessWriter) {
        this.files = files;
        this.disk = disk;
        this.clock = clock;
        this.lock = lock;
        this.owner = owner;
        this.recording = recording;
        this.lineage = recording.state().lineage();
        this.state = new GrowingState(recording.state());
        this.journalBytes = journalBytes;
        this.witnessWriter = witnessWriter;
        this.heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "state-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** From now on it says that it lives. Not under the guard, which the first heartbeat needs. */
    void startHeart() {
        long period = FolderLock.HEARTBEAT.toMillis();
        heart.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    /** What taking the lock records; part of the recording. */
    synchronized void record(JournalEvent event) {
        List<JournalEntry> entries = new ArrayList<>(recording.entries());
        entries.add(append(state.headHash(), List.of(event))
                .match(
                        Appended.Written::entry,
                        moved -> {
                            throw new IllegalStateException("this object alone appends, and " + moved);
                        },
                        refused -> {
                            throw new StateUnusable(refused.diagnostic());
                        }));
        recording = new Recording(state.state(), entries);
    }

    @Override
    public synchronized Recording recording() {
        return recording;
    }

    @Override
    public synchronized Appended append(String expectedHead, List<JournalEvent> events) {
        if (broken.isPresent()) {
            return new Appended.Refused(broken.get());
        }
        if (!state.headHash().equals(expectedHead)) {
            return new Appended.Moved(state.headHash());
        }
        JournalLines.Line line = JournalText.write(state.revision() + 1, time(), expectedHead, events);
        byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] head = StateText.write(StateText.Head.of(lineage, line.entry())).getBytes(StandardCharsets.UTF_8);
        witnessWriter.approves(state.state(), line.entry());
        try {
            boolean written = lock.guarded(() -> {
                if (!lock.isOurs(owner)) {
                    return false;
                }
                requireUntouched();
                disk.append(files.journal(), bytes);
                disk.replace(files.state(), head);
                // A disk that took longer than the lease: whoever took over meanwhile has read on.
                return lock.isOurs(owner);
            });
            if (!written) {
                return new Appended.Refused(breakWith(lostLock()));
            }
        } catch (IOException e) {
            return new Appended.Refused(breakWith(Damage.unwritable(files.journal(), e)));
        }
        journalBytes += bytes.length;
        state.add(line.entry());
        witnessWriter.sawAgain(state.state(), events);
        return new Appended.Written(line.entry());
    }

    @Override
    public Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized Optional<Diagnostic> savePlan(RunId run, String text) {
        Optional<Diagnostic> lost = lost();
        if (lost.isPresent()) {
            return lost;
        }
        try {
            disk.folder(files.runs());
            disk.folder(files.run(run));
            disk.replace(files.plan(run), text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(breakWith(Damage.unwritable(files.plan(run), e)));
        }
    }

    @Override
    public synchronized Optional<Diagnostic> lost() {
        if (broken.isPresent()) {
            return broken;
        }
        try {
            return lock.isOurs(owner) ? Optional.empty() : Optional.of(breakWith(lostLock()));
        } catch (IOException e) {
            return Optional.of(breakWith(Damage.unwritable(files.lock(), e)));
        }
    }

    /**
     * The lock goes, and the object refuses from then on. A lock that cannot be removed stays behind with a dead owner:
     * the next process takes it over and says so.
     */
    @Override
    public void close() {
        heart.shutdownNow();
        synchronized (this) {
            if (broken.isEmpty()) {
                broken = Optional.of(Diagnostic.error("state-closed", "the state folder is closed"));
            }
            try {
                lock.guarded(() -> {
                    lock.release(owner);
                    return null;
                });
            } catch (IOException e) {
                broken = Optional.of(Damage.unwritable(files.lock(), e));
            }
        }
    }

    /** One heartbeat. */
    synchronized void beat() {
        if (broken.isPresent()) {
            return;
        }
        try {
            if (!renewed()) {
                broken = Optional.of(lostLock());
            }
        } catch (IOException e) {
            broken = Optional.of(Damage.unwritable(files.lock(), e));
        }
    }

    private boolean renewed() throws IOException {
        return lock.guarded(() -> {
            if (!lock.isOurs(owner)) {
                return false;
            }
            owner = lock.renew(owner);
            return true;
        });
    }

    private void requireUntouched() throws IOException {
        long size = Files.exists(files.journal()) ? Files.size(files.journal()) : 0;
        if (size != journalBytes) {
            throw new IOException("its size is " + size + " bytes, not " + journalBytes
                    + ": something else wrote to it while this process held the lock");
        }
    }

    private Diagnostic breakWith(Diagnostic diagnostic) {
        broken = Optional.of(diagnostic);
        return diagnostic;
    }

    private static Diagnostic lostLock() {
        return Diagnostic.error("lock-lost", "this process no longer holds the lock of the state")
                .because(
                        "it was taken over, as after a sleep of the machine, or removed by a person; another process may be at work, so this one stopped before its next write")
                .fix("Find out who holds it. When nobody works any more, resume.")
                .next(NextCommand.status())
                .next(NextCommand.resume());
    }
}
