package io.partita.core.provider;

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
     */
    record Warned(String found, String fix) implements Finding {
        public Warned {
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
     */
    record Failed(String cause, String fix) implements Finding {
        public Failed {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(fix, "fix");
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
