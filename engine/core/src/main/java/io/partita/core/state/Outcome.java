package io.partita.core.state;

import io.partita.core.diagnostic.Diagnostic;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What became of a step. Never a boolean: that we do not know is a result of its own. */
public sealed interface Outcome {

    <R> R match(OutcomeMatch<R> match);

    /** Which of all this is. */
    Kind kind();

    /** Every kind of outcome. */
    enum Kind {
        APPLIED("done"),
        ALREADY_IN_PLACE("in-place"),
        WAITING("waiting"),
        REFUSED("refused"),
        FAILED("failed"),
        UNKNOWN("unknown");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in files and outputs. */
        public String word() {
            return word;
        }
    }

    /** Whether steps that come after it may start. */
    default boolean isSuccess() {
        return this instanceof Applied || this instanceof AlreadyInPlace;
    }

    /** Done now and confirmed by reading. @param what was confirmed, a few words */
    record Applied(String what) implements Outcome {
        public Applied {
            Objects.requireNonNull(what, "what");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.applied(this);
        }

        @Override
        public Kind kind() {
            return Kind.APPLIED;
        }
    }

    /** The probe found it done. @param what was found, a few words */
    record AlreadyInPlace(String what) implements Outcome {
        public AlreadyInPlace {
            Objects.requireNonNull(what, "what");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.alreadyInPlace(this);
        }

        @Override
        public Kind kind() {
            return Kind.ALREADY_IN_PLACE;
        }
    }

    /**
     * Something outside has to come first; the same run goes on later.
     *
     * @param whom what kind of thing is waited for
     * @param diagnostic a note that says what is waited for, and what to do
     * @param until when it is expected; empty when nobody knows
     */
    record Waiting(Whom whom, Diagnostic diagnostic, Optional<Instant> until) implements Outcome {
        public Waiting {
            Objects.requireNonNull(whom, "whom");
            Objects.requireNonNull(diagnostic, "diagnostic");
            Objects.requireNonNull(until, "until");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.waiting(this);
        }

        @Override
        public Kind kind() {
            return Kind.WAITING;
        }
    }

    /** What a run can wait for. */
    enum Whom {
        PERSON,
        OPERATOR,
        TIME
    }

    /**
     * Not begun, because a fact has moved or a rule forbids it.
     *
     * @param diagnostic what, why and the fix
     * @param moved the fact, when it was one; empty for a rule or an interlock
     */
    record Refused(Diagnostic diagnostic, Optional<MovedFact> moved) implements Outcome {
        public Refused {
            Objects.requireNonNull(diagnostic, "diagnostic");
            Objects.requireNonNull(moved, "moved");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.refused(this);
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /** Begun, and ended without the effect or with a wrong one. */
    record Failed(Diagnostic diagnostic) implements Outcome {
        public Failed {
            Objects.requireNonNull(diagnostic, "diagnostic");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.failed(this);
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }
    }

    /** A call was made and neither its answer nor a probe tells whether it had its effect. */
    record Unknown(Diagnostic diagnostic) implements Outcome {
        public Unknown {
            Objects.requireNonNull(diagnostic, "diagnostic");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.unknown(this);
        }

        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
