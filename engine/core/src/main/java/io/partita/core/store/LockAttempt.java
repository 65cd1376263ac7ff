package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What came of trying to take the lock. */
public sealed interface LockAttempt {

    <R> R match(Function<Taken, R> taken, Function<Held, R> held, Function<Unusable, R> unusable);

    /** The store may be written, until the lease is closed. */
    record Taken(Lease lease) implements LockAttempt {
        public Taken {
            Objects.requireNonNull(lease, "lease");
        }

        @Override
        public <R> R match(Function<Taken, R> taken, Function<Held, R> held, Function<Unusable, R> unusable) {
            return taken.apply(this);
        }
    }

    /** Somebody else works with it. */
    record Held(LockOwner owner, Diagnostic diagnostic) implements LockAttempt {
        public Held {
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(diagnostic, "diagnostic");
        }

        @Override
        public <R> R match(Function<Taken, R> taken, Function<Held, R> held, Function<Unusable, R> unusable) {
            return held.apply(this);
        }
    }

    /** The store is damaged or cannot be written. Nothing was changed. */
    record Unusable(List<Diagnostic> diagnostics) implements LockAttempt {
        public Unusable {
            diagnostics = List.copyOf(diagnostics);
        }

        @Override
        public <R> R match(Function<Taken, R> taken, Function<Held, R> held, Function<Unusable, R> unusable) {
            return unusable.apply(this);
        }
    }
}
