package io.partita.core.provider;

import io.partita.core.diagnostic.NextCommand;
import java.util.List;
import java.util.Objects;

/** What a check found. */
public sealed interface Finding {

    <R> R match(FindingMatch<R> match);

    /** It is as it should be. @param found what was seen; never a secret */
    record Passed(String found) implements Finding {
        public Passed {
            Objects.requireNonNull(found, "found");
        }

        @Override
        public <R> R match(FindingMatch<R> match) {
            return match.passed(this);
        }
    }

    /**
     * It works, but somebody should know.
     *
     * @param found what was seen
     * @param fix which setting to change, or what to keep in mind
     * @param next the commands to type
     */
    record Warned(String found, String fix, List<NextCommand> next) implements Finding {
        public Warned(String found, String fix) {
            this(found, fix, List.of());
        }

        public Warned {
            next = List.copyOf(next);
            Objects.requireNonNull(found, "found");
            Objects.requireNonNull(fix, "fix");
        }

        @Override
        public <R> R match(FindingMatch<R> match) {
            return match.warned(this);
        }
    }

    /**
     * It stands in the way.
     *
     * @param cause what is wrong
     * @param fix which setting to change
     * @param next the commands to type
     * @param words what the participant said of it, in its own words and not partita's; empty for nothing
     */
    record Failed(String cause, String fix, List<NextCommand> next, String words) implements Finding {
        public Failed(String cause, String fix) {
            this(cause, fix, List.of(), "");
        }

        /** A call that failed. */
        public static Failed of(CallFailure failure, String fix) {
            return of(failure.found(), failure, fix);
        }

        /** @param cause without the participant's words */
        public static Failed of(String cause, CallFailure failure, String fix) {
            return new Failed(cause, fix, List.of(), failure.words());
        }

        public Failed {
            next = List.copyOf(next);
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(fix, "fix");
            Objects.requireNonNull(words, "words");
        }

        @Override
        public <R> R match(FindingMatch<R> match) {
            return match.failed(this);
        }
    }

    /** It could not be asked, or need not be. @param reason why */
    record Skipped(String reason) implements Finding {
        public Skipped {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R match(FindingMatch<R> match) {
            return match.skipped(this);
        }
    }

    default boolean isFailed() {
        return this instanceof Failed;
    }
}
