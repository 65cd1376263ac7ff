package io.partita.core.store;

import java.time.Instant;
import java.util.Objects;

/**
 * A process that holds the lock of a store.
 *
 * @param id random, one for every taking
 * @param user the user's name on that machine
 * @param host the machine's name
 * @param machine where the process number means something: more than the name, which two machines may share; empty when
 *     that is not known
 * @param pid the process
 * @param operation what it does, a few words such as {@code apply}
 * @param started when it took the lock
 * @param beat how often it has said that it lives: changes with every heartbeat, whatever its clock does
 * @param heartbeat when it last said so, by its own clock
 */
public record LockOwner(
        String id,
        String user,
        String host,
        String machine,
        long pid,
        String operation,
        Instant started,
        long beat,
        Instant heartbeat) {
    public LockOwner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(heartbeat, "heartbeat");
    }

    /** The same owner, one heartbeat later. */
    public LockOwner beating(Instant now) {
        return new LockOwner(id, user, host, machine, pid, operation, started, beat + 1, now);
    }

    @Override
    public String toString() {
        return user + "@" + host + " (process " + pid + "), " + operation + " since " + started;
    }
}
