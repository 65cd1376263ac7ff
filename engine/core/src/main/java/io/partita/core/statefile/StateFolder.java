package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A state folder, usually {@code .partita} in the declaration's folder. Making this object touches nothing; reading never writes; only {@link #lock} creates the folder and gives the
 * right to write.
 */
public final class StateFolder {

    /** The usual name. */
    public static final String NAME = ".partita";

    private final Path path;
    private final InstantSource clock;
    private final StateFiles files;
    private final Disk disk;
    private final FolderLock lock;

    private StateFolder(Path path, InstantSource clock, Disk disk) {
        this.path = Objects.requireNonNull(path, "path");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.files = new StateFiles(path);
        this.disk = disk;
        this.lock = new FolderLock(files, disk, clock);
    }

    public static StateFolder at(Path path) {
        return new StateFolder(path, InstantSource.system(), new RealDisk());
    }

    /** With another clock, for the times in the journal and the expiry of the lock. */
    public static StateFolder at(Path path, InstantSource clock) {
        return new StateFolder(path, clock, new RealDisk());
    }

    static StateFolder at(Path path, InstantSource clock, Disk disk) {
        return new StateFolder(path, clock, disk);
    }

    public Path path() {
        return path;
    }

    /** Whether something was ever recorded here. */
    public boolean exists() {
        return Files.exists(files.state()) || Files.exists(files.journal());
    }

    /** Reads and checks everything, writes nothing. An absent folder gives an empty recording without a lineage; any damage is an error with its file and line. */
    public Checked<Recording> read() {
        return StateReading.read(files)
                .map(reading -> reading.map(StateReading::recording)
                        .orElseGet(() -> new Recording(State.empty("", JournalText.genesis("")), List.of())));
    }

    /** The plan that a run was started with. */
    public Checked<String> planText(RunId run) {
        Path plan = files.plan(run);
        try {
            return Checked.of(Files.readString(plan));
        } catch (IOException e) {
            return Checked.failed(Diagnostic.error("run-plan-missing", "the plan of run " + run + " cannot be read")
                    .because(FileTrouble.of(e))
                    .fix("Put the reviewed plan back at " + plan + "; resume compares its hash with the journal."));
        }
    }

    /** Who holds the lock, dead or alive; empty when nobody does. @throws UncheckedIOException when it cannot be read */
    public Optional<LockOwner> lockOwner() {
        try {
            return lock.owner();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why the owner of the lock counts as dead; empty when it may live. */
    public Optional<String> deathOf(LockOwner owner) {
        return lock.death(owner);
    }

    /**
     * Takes the lock, creating the folder when there is none, taking over from a dead owner, dropping a torn last line; then reads and checks everything.
     *
     * @param operation what for, a word such as {@code apply}
     */
    public LockAttempt lock(String operation) {
        try {
            disk.folder(files.folder());
            return lock.guarded(() -> underGuard(operation));
        } catch (IOException e) {
            return new LockAttempt.Unusable(List.of(Damage.unwritable(files.lock(), e)));
        } catch (StateUnusable e) {
            return new LockAttempt.Unusable(List.of(e.diagnostic()));
        }
    }

    private LockAttempt underGuard(String operation) throws IOException {
        Optional<LockOwner> former = lock.owner();
        Optional<String> death = former.flatMap(lock::death);
        if (former.isPresent() && death.isEmpty()) {
            return new LockAttempt.Held(former.get(), held(former.get()));
        }
        Checked<Optional<StateReading>> reading = StateReading.read(files);
        if (!reading.isPresent()) {
            return new LockAttempt.Unusable(reading.diagnostics());
        }
        LockOwner owner = lock.take(operation);
        try {
            OpenState open = open(owner, reading.value());
            former.ifPresent(dead -> open.append(new JournalEvent.LockTakenOver(dead.toString(), death.orElse(""))));
            return new LockAttempt.Taken(open);
        } catch (IOException | StateUnusable e) {
            lock.remove();
            throw e;
        }
    }

    /** Brings the files to where a new entry can follow: a first state.json, no torn line, state.json at the journal's end. */
    private OpenState open(LockOwner owner, Optional<StateReading> found) throws IOException {
        StateReading reading = found.orElseGet(StateFolder::first);
        if (reading.tornBytes() > 0) {
            disk.truncate(files.journal(), reading.soundBytes());
        }
        State state = reading.recording().state();
        disk.replace(files.state(), StateText.write(state).getBytes(StandardCharsets.UTF_8));
        LockedFolder open =
                new LockedFolder(files, disk, clock, lock, owner, reading.recording(), reading.soundBytes());
        if (reading.tornBytes() > 0) {
            open.append(new JournalEvent.TornLineDropped(reading.tornBytes()));
        }
        return open;
    }

    private static StateReading first() {
        String lineage = UUID.randomUUID().toString();
        State empty = State.empty(lineage, JournalText.genesis(lineage));
        return new StateReading(new Recording(empty, List.of()), 0, 0);
    }

    /**
     * Removes the lock of an owner who is known to be gone, and records it. Refused while the owner's process lives on this host.
     *
     * @param reason for the journal
     * @return whose lock it was; empty when there was none
     */
    public Checked<Optional<LockOwner>> unlock(String reason) {
        try {
            if (!Files.exists(files.lock())) {
                return Checked.of(Optional.empty());
            }
            return lock.guarded(() -> unlockUnderGuard(reason));
        } catch (IOException e) {
            return Checked.failed(Damage.unwritable(files.lock(), e));
        } catch (StateUnusable e) {
            return Checked.failed(e.diagnostic());
        }
    }

    private Checked<Optional<LockOwner>> unlockUnderGuard(String reason) throws IOException {
        Optional<LockOwner> former = lock.owner();
        if (former.isEmpty()) {
            return Checked.of(former);
        }
        if (lock.livesHere(former.get())) {
            return Checked.failed(Diagnostic.error(
                            "lock-owner-alive", "process " + former.get().pid() + " still works with this state")
                    .because(former.get().toString())
                    .fix("Stop that process first; its lock goes with it."));
        }
        Checked<Optional<StateReading>> reading = StateReading.read(files);
        if (!reading.isPresent()) {
            return Checked.failed(reading.diagnostics());
        }
        try (OpenState open = open(lock.take("unlock"), reading.value())) {
            open.append(new JournalEvent.LockTakenOver(former.get().toString(), reason));
        }
        return Checked.of(former);
    }

    private static Diagnostic held(LockOwner owner) {
        return Diagnostic.error("state-locked", "somebody else works with this state")
                .because(owner + "; last heartbeat " + owner.heartbeat())
                .fix("Wait until it has ended. If its machine is gone, the lock expires at " + owner.expiry()
                        + "; or run: partita state unlock.");
    }
}
