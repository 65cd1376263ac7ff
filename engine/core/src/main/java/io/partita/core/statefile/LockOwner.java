package io.partita.core.statefile;

import java.time.Instant;
import java.util.Objects;

/**
 * Who holds the lock of a state folder.
 *
 * @param id random, one for every taking
 * @param user the user's name on that machine
 * @param host the machine
 * @param pid the process
 * @param operation what it does, a few words such as {@code apply}
 * @param started when it took the lock
 * @param heartbeat when it last said that it lives
 * @param expiry from when on it counts as dead without another heartbeat
 */
public record LockOwner(
        String id,
        String user,
        String host,
        long pid,
        String operation,
        Instant started,
        Instant heartbeat,
        Instant expiry) {
    public LockOwner {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(expiry, "expiry");
    }

    @Override
    public String toString() {
        return user + "@" + host + " (process " + pid + "), " + operation + " since " + started;
    }
}
