package io.partita.core.state;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a step. Never a boolean: that we do not know is a result of its own. The diagnostic of an outcome that is
 * no success has the class of that outcome.
 */
public sealed interface Outcome {

    <R> R match(OutcomeMatch<R> match);

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
            diagnostic = diagnostic.classed(DiagnosticClass.WAITING);
            Objects.requireNonNull(until, "until");
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.waiting(this);
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
            diagnostic = diagnostic.classed(moved.isPresent() ? DiagnosticClass.STALE : DiagnosticClass.REFUSED);
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.refused(this);
        }
    }

    /** Begun, and ended without the effect or with a wrong one. */
    record Failed(Diagnostic diagnostic) implements Outcome {
        public Failed {
            diagnostic = diagnostic.classed(DiagnosticClass.ERROR);
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.failed(this);
        }
    }

    /** A call was made and neither its answer nor a probe tells whether it had its effect. */
    record Unknown(Diagnostic diagnostic) implements Outcome {
        public Unknown {
            diagnostic = diagnostic.classed(DiagnosticClass.UNKNOWN);
        }

        @Override
        public <R> R match(OutcomeMatch<R> match) {
            return match.unknown(this);
        }
    }

    /** The command that goes on after these, with everything that those of them wait for that a person can say. */
    static NextCommand goOn(Collection<Outcome> outcomes) {
        NextCommand resume = NextCommand.resume();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Waiting waiting) {
                resume = waiting.diagnostic().next().stream()
                        .filter(command -> command.verb() == NextCommand.Verb.RESUME)
                        .reduce(resume, NextCommand::withOptionsOf);
            }
        }
        return resume;
    }
}
