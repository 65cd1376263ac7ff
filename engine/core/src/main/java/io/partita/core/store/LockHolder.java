package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import java.util.Objects;
import java.util.Optional;

/**
 * Who holds the lock of a store.
 *
 * @param owner who
 * @param death why it is certainly dead, so that the next process takes its lock over; empty when it may live
 * @param where its process is
 * @param held what is said to somebody who finds the lock held
 */
public record LockHolder(LockOwner owner, Optional<String> death, Where where, Diagnostic held) {

    /** Where a process is, as seen from this one. */
    public enum Where {
        /** On this machine, which tells whether it lives. */
        HERE,
        /** On another machine, or nobody knows where: only whoever watches its lock can tell. */
        ELSEWHERE
    }

    public LockHolder {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(death, "death");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(held, "held");
    }

    /** Whether it may be at work. */
    public boolean mayLive() {
        return death.isEmpty();
    }

    /** Whether it is certainly at work. */
    public boolean lives() {
        return mayLive() && where == Where.HERE;
    }
}
