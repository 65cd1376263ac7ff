package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import java.util.Objects;
import java.util.Optional;

/**
 * Who holds the lock of a store.
 *
 * @param owner who
 * @param death why it is certainly dead, so that the next process takes its lock over; empty when it may live
 * @param held what is said to somebody who finds the lock held
 */
public record LockHolder(LockOwner owner, Optional<String> death, Diagnostic held) {
    public LockHolder {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(death, "death");
        Objects.requireNonNull(held, "held");
    }

    /** Whether it may be at work. */
    public boolean mayLive() {
        return death.isEmpty();
    }
}
