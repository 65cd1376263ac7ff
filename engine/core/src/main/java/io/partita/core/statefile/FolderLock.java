package io.partita.core.statefile;

import io.partita.core.file.FileRefused;
import io.partita.core.file.Folder;
import io.partita.core.store.LockOwner;
import io.partita.core.topology.Pause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The lock file, and who may take it. Every look at it that leads to a change happens under the guard.
 *
 * <p>Clocks of two machines differ, and a clock can jump: so no time in the file decides that an owner is dead. Dead is
 * one whose process is gone from this machine, and one whose lock did not change while this process watched it for
 * longer than six heartbeats.
 */
final class FolderLock {

    /** How often an owner says that it lives. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Without a heartbeat for this long an owner counts as dead. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** In bytes: some hundred are written, more only by somebody else. */
    private static final long LARGEST = 64 * 1024;

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration GUARD_LOOK = Duration.ofMillis(20);
    private static final Duration GUARD_PATIENCE = Duration.ofSeconds(30);

    /** The guard excludes other processes; this excludes other threads of this one. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final StateFiles files;
    private final Disk disk;
    private final InstantSource clock;
    private final Pause pause;

    FolderLock(StateFiles files, Disk disk, InstantSource clock, Pause pause) {
        this.files = files;
        this.disk = disk;
        this.clock = clock;
        this.pause = pause;
    }

    /** What is done while nobody else can look at or change the lock. */
    interface Guarded<R> {
        R run() throws IOException;
    }

    /** May be nested. */
    <R> R guarded(Guarded<R> action) throws IOException {
        if (Thread.holdsLock(IN_THIS_PROCESS)) {
            return action.run();
        }
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel guard =
                            FileChannel.open(files.guard(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = held(guard)) {
                if (!held.isValid()) {
                    throw new IOException("the operating system gave no lock on " + files.guard());
                }
                return action.run();
            }
        }
    }

    /** A process that was stopped while it held the guard must not stop all others for ever. */
    private FileLock held(FileChannel guard) throws IOException {
        for (Duration waited = Duration.ZERO; waited.compareTo(GUARD_PATIENCE) < 0; ) {
            FileLock held = guard.tryLock();
            if (held != null) {
                return held;
            }
            pass(GUARD_LOOK);
            waited = waited.plus(GUARD_LOOK);
        }
        throw new IOException(files.guard() + " was locked by another process for " + GUARD_PATIENCE.toSeconds()
                + " seconds; it may have been suspended");
    }

    /**
     * The owner; empty when nobody has it. A lock that cannot be read has an owner of unknown name, whose last
     * heartbeat was when the file was written; so has what is no file of partita's, as a link or a pipe, and it is not
     * opened.
     */
    Optional<LockOwner> owner() throws IOException {
        try {
            return Optional.of(of(text()));
        } catch (FileRefused unusual) {
            return Optional.of(unreadable());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private byte[] text() throws IOException {
        return Folder.of(files.folder()).read(files.lock().getFileName(), LARGEST);
    }

    private LockOwner of(byte[] text) throws IOException {
        Optional<LockOwner> owner = LockText.read(text).optional();
        return owner.isPresent() ? owner.get() : unreadable();
    }

    private LockOwner unreadable() throws IOException {
        Instant written = Files.getLastModifiedTime(files.lock(), LinkOption.NOFOLLOW_LINKS)
                .toInstant();
        return new LockOwner("unreadable", "unknown", "unknown", "unknown", 0, "unknown", written, 0, written);
    }

    /** Why an owner is certainly dead; empty when it may live. */
    Optional<String> death(LockOwner owner) {
        return ThisProcess.isHere(owner) && !ThisProcess.isAlive(owner)
                ? Optional.of("process " + owner.pid() + " is gone from this host")
                : Optional.empty();
    }

    /** Whether the owner's process is on this host and lives. */
    boolean livesHere(LockOwner owner) {
        return ThisProcess.isHere(owner) && ThisProcess.isAlive(owner);
    }

    /** Whether the last heartbeat looks recent. Only good for not waiting: clocks differ. */
    boolean looksFresh(LockOwner owner) {
        return Duration.between(owner.heartbeat(), clock.instant()).abs().compareTo(LEASE) <= 0;
    }

    /**
     * Watches a lock without holding the guard, and without believing a clock.
     *
     * @return whether it is still there and did not change
     */
    boolean isSilent(LockOwner owner, Duration howLong) throws IOException {
        for (Duration watched = Duration.ZERO; watched.compareTo(howLong) < 0; watched = watched.plus(LOOK)) {
            pass(LOOK);
            if (!owner().equals(Optional.of(owner))) {
                return false;
            }
        }
        return true;
    }

    private void pass(Duration duration) throws IOException {
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted while it waited for the lock", e);
        }
    }

    /** Writes the lock, whoever had it before; only under the guard. */
    LockOwner take(String operation) throws IOException {
        Instant now = clock.instant();
        LockOwner owner = new LockOwner(
                UUID.randomUUID().toString(),
                System.getProperty("user.name", "unknown"),
                ThisProcess.HOST,
                ThisProcess.MACHINE,
                ThisProcess.pid(),
                operation,
                now,
                0,
                now);
        write(owner);
        ThisProcess.holds(owner);
        return owner;
    }

    /** One heartbeat; only under the guard. */
    LockOwner renew(LockOwner owner) throws IOException {
        LockOwner renewed = owner.beating(clock.instant());
        write(renewed);
        return renewed;
    }

    /** Gives back what {@link #take} took; a lock of somebody else stays. Only under the guard. */
    void release(LockOwner owner) throws IOException {
        ThisProcess.letsGo(owner);
        if (isOurs(owner)) {
            Files.deleteIfExists(files.lock());
        }
    }

    /** Asked around every write: what is there as it was written last is not understood anew. */
    boolean isOurs(LockOwner owner) throws IOException {
        try {
            byte[] text = text();
            return Arrays.equals(text, LockText.write(owner)) || of(text).id().equals(owner.id());
        } catch (FileRefused | NoSuchFileException others) {
            return false;
        }
    }

    private void write(LockOwner owner) throws IOException {
        disk.replace(files.lock(), LockText.write(owner));
    }
}
