package io.partita.core.statefile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The lock file, and who may take it. Every look at it that leads to a change happens under the guard. */
final class FolderLock {

    /** Without a heartbeat for this long an owner counts as dead. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** Asked once: it may take a name server. */
    private static final String HOST = host();

    /** The guard excludes other processes; this excludes other threads of this one. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final StateFiles files;
    private final Disk disk;
    private final InstantSource clock;

    FolderLock(StateFiles files, Disk disk, InstantSource clock) {
        this.files = files;
        this.disk = disk;
        this.clock = clock;
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
                    FileLock held = guard.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the operating system gave no lock on " + files.guard());
                }
                return action.run();
            }
        }
    }

    /** The owner; empty when nobody has it. A lock that cannot be read has an owner of unknown name, whose lease began when the file was written. */
    Optional<LockOwner> owner() throws IOException {
        try {
            String text = Files.readString(files.lock(), StandardCharsets.UTF_8);
            return Optional.of(LockText.read(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (Malformed e) {
            Instant written = Files.getLastModifiedTime(files.lock()).toInstant();
            return Optional.of(new LockOwner(
                    "unreadable", "unknown", "unknown", 0, "unknown", written, written, written.plus(LEASE)));
        }
    }

    /** Why an owner counts as dead; empty when it may live. */
    Optional<String> death(LockOwner owner) {
        if (isHere(owner) && !isAlive(owner)) {
            return Optional.of("process " + owner.pid() + " is gone from this host");
        }
        if (clock.instant().isAfter(owner.expiry())) {
            return Optional.of("no heartbeat since " + owner.heartbeat() + ", it expired at " + owner.expiry());
        }
        return Optional.empty();
    }

    /** Whether the owner's process is on this host and certainly lives. */
    boolean livesHere(LockOwner owner) {
        return isHere(owner) && isAlive(owner);
    }

    /** Writes the lock, whoever had it before; only under the guard. */
    LockOwner take(String operation) throws IOException {
        Instant now = clock.instant();
        LockOwner owner = new LockOwner(
                UUID.randomUUID().toString(),
                System.getProperty("user.name", "unknown"),
                HOST,
                ProcessHandle.current().pid(),
                operation,
                now,
                now,
                now.plus(LEASE));
        write(owner);
        return owner;
    }

    /** Prolongs the lease; only under the guard. */
    LockOwner renew(LockOwner owner) throws IOException {
        Instant now = clock.instant();
        LockOwner renewed = new LockOwner(
                owner.id(),
                owner.user(),
                owner.host(),
                owner.pid(),
                owner.operation(),
                owner.started(),
                now,
                now.plus(LEASE));
        write(renewed);
        return renewed;
    }

    void remove() throws IOException {
        Files.deleteIfExists(files.lock());
    }

    boolean isOurs(LockOwner owner) throws IOException {
        return owner().map(found -> found.id().equals(owner.id())).orElse(false);
    }

    private void write(LockOwner owner) throws IOException {
        disk.replace(files.lock(), LockText.write(owner).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHere(LockOwner owner) {
        return owner.host().equals(HOST);
    }

    /** A number that was given to another process since only costs waiting: such a lock expires. */
    private static boolean isAlive(LockOwner owner) {
        return ProcessHandle.of(owner.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("unknown");
        }
    }
}
