package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.JournalEntry;
import java.util.Objects;
import java.util.function.Function;

/** What came of appending to a journal. */
public sealed interface Appended {

    <R> R match(Function<Written, R> written, Function<Moved, R> moved, Function<Refused, R> refused);

    /** It is durable. */
    record Written(JournalEntry entry) implements Appended {
        public Written {
            Objects.requireNonNull(entry, "entry");
        }

        @Override
        public <R> R match(Function<Written, R> written, Function<Moved, R> moved, Function<Refused, R> refused) {
            return written.apply(this);
        }
    }

    /**
     * The journal ends elsewhere: somebody else has appended. Nothing was written.
     *
     * @param head hash of the entry that it ends with
     */
    record Moved(String head) implements Appended {
        public Moved {
            Objects.requireNonNull(head, "head");
        }

        @Override
        public <R> R match(Function<Written, R> written, Function<Moved, R> moved, Function<Refused, R> refused) {
            return moved.apply(this);
        }
    }

    /**
     * The lock is lost, or the store cannot be written. Whether the entry was written is not known, so nothing may be
     * done on it, and nothing is appended through this lease any more. What was recorded before is kept.
     */
    record Refused(Diagnostic diagnostic) implements Appended {
        public Refused {
            Objects.requireNonNull(diagnostic, "diagnostic");
        }

        @Override
        public <R> R match(Function<Written, R> written, Function<Moved, R> moved, Function<Refused, R> refused) {
            return refused.apply(this);
        }
    }
}
