package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The state folder while this process holds its lock. Once a write has failed or the lock was lost, every further write is refused. */
final class LockedFolder implements OpenState {

    private final StateFiles files;
    private final Disk disk;
    private final InstantSource clock;
    private final FolderLock lock;
    private final List<JournalEntry> entries;
    private final ScheduledExecutorService heart;
    private final Memory memory;
    private LockOwner owner;
    private State state;
    private long journalBytes;
    private Optional<Diagnostic> broken = Optional.empty();

    LockedFolder(
            StateFiles files,
            Disk disk,
            InstantSource clock,
            FolderLock lock,
            LockOwner owner,
            Recording recording,
            long journalBytes,
            Memory memory) {
        this.files = files;
        this.disk = disk;
        this.clock = clock;
        this.lock = lock;
        this.owner = owner;
        this.state = recording.state();
        this.entries = new ArrayList<>(recording.entries());
        this.journalBytes = journalBytes;
        this.memory = memory;
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

    @Override
    public synchronized Instant append(List<JournalEvent> events) {
        requireUnbroken();
        Instant time = time();
        JournalText.Line line = JournalText.write(entries.size() + 1L, time, state.headHash(), events);
        byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
        State next = state.after(line.entry());
        try {
            boolean written = lock.guarded(() -> {
                if (!lock.isOurs(owner)) {
                    return false;
                }
                requireUntouched();
                disk.append(files.journal(), bytes);
                disk.replace(files.state(), StateText.write(next).getBytes(StandardCharsets.UTF_8));
                // A disk that took longer than the lease: whoever took over meanwhile has read on.
                return lock.isOurs(owner);
            });
            if (!written) {
                throw unusable(lost(), null);
            }
        } catch (IOException e) {
            throw unusable(Damage.unwritable(files.journal(), e), e);
        }
        journalBytes += bytes.length;
        entries.add(line.entry());
        state = next;
        memory.sawAgain(next);
        return time;
    }

    @Override
    public Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public synchronized State state() {
        return state;
    }

    @Override
    public synchronized void savePlan(RunId run, String text) {
        requireLock();
        try {
            disk.folder(files.runs());
            disk.folder(files.run(run));
            disk.replace(files.plan(run), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unusable(Damage.unwritable(files.plan(run), e), e);
        }
    }

    @Override
    public Path acsFolder() {
        return folder(files.acs());
    }

    @Override
    public Path runFolder(RunId run) {
        folder(files.runs());
        return folder(files.run(run));
    }

    private synchronized Path folder(Path folder) {
        requireLock();
        try {
            disk.folder(folder);
            return folder;
        } catch (IOException e) {
            throw unusable(Damage.unwritable(folder, e), e);
        }
    }

    @Override
    public synchronized void requireLock() {
        requireUnbroken();
        try {
            if (!lock.isOurs(owner)) {
                throw unusable(lost(), null);
            }
        } catch (IOException e) {
            throw unusable(Damage.unwritable(files.lock(), e), e);
        }
    }

    private void requireUnbroken() {
        if (broken.isPresent()) {
            throw new StateUnusable(broken.get());
        }
    }

    /** The lock goes, and the object refuses from then on. A lock that cannot be removed stays behind with a dead owner: the next process takes it over and says so. */
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
                broken = Optional.of(lost());
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

    private StateUnusable unusable(Diagnostic diagnostic, IOException cause) {
        broken = Optional.of(diagnostic);
        return new StateUnusable(diagnostic, cause);
    }

    private Diagnostic lost() {
        return Diagnostic.error("lock-lost", "this process no longer holds the lock of the state")
                .because(
                        "it was taken over, as after a sleep of the machine, or removed by a person; another process may be at work, so this one stopped before its next write")
                .fix("Find out who holds it. When nobody works any more, resume.")
                .next(NextCommand.status())
                .next(NextCommand.resume());
    }
}
