package io.partita.core.statefile;

import io.partita.core.diagnostic.Checked;
import io.partita.core.state.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * A state folder, usually {@code .partita} in the declaration's folder. Making this object touches nothing; reading never writes; only {@link #lock} creates the folder and gives the
 * right to write.
 */
public final class StateFolder {

    /** The usual name. */
    public static final String NAME = ".partita";

    private final Path path;
    private final InstantSource clock;

    private StateFolder(Path path, InstantSource clock) {
        this.path = Objects.requireNonNull(path, "path");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public static StateFolder at(Path path) {
        return new StateFolder(path, InstantSource.system());
    }

    /** With another clock, for the times in the journal and the expiry of the lock. */
    public static StateFolder at(Path path, InstantSource clock) {
        return new StateFolder(path, clock);
    }

    public Path path() {
        return path;
    }

    /** Whether something was ever recorded here. */
    public boolean exists() {
        return Files.exists(path.resolve("state.json")) || Files.exists(path.resolve("journal.ndjson"));
    }

    /** Reads and checks everything, writes nothing. An absent folder gives an empty recording; any damage is an error with its file and line. */
    public Checked<Recording> read() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** The plan that a run was started with; empty when there is no such run. */
    public Checked<String> planText(RunId run) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /** Who holds the lock, dead or alive; empty when nobody does. */
    public Optional<LockOwner> lockOwner() {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Takes the lock, creating the folder when there is none, taking over from a dead owner, dropping a torn last line; then reads and checks everything.
     *
     * @param operation what for, a word such as {@code apply}
     */
    public LockAttempt lock(String operation) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    /**
     * Removes the lock of an owner who is known to be gone, and records it. Refused while the owner's process lives on this host.
     *
     * @param reason for the journal
     * @return whose lock it was; empty when there was none
     */
    public Checked<Optional<LockOwner>> unlock(String reason) {
        throw new UnsupportedOperationException("lands within the hour");
    }

    InstantSource clock() {
        return clock;
    }
}
