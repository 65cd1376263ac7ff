package io.partita.core.state;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a step. Never a boolean: that we do not know is a result of its own. The diagnostic of an outcome that
 * is no success has the class of that outcome.
 */
public sealed interface Outcome {

    Kind kind();

    /** What can become of a step. */
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

        /** The word in files, and for machines. */
        public String word() {
            return word;
        }
    }

    /** What it has to say; empty for a success. */
    default Optional<Diagnostic> diagnostic() {
        return Optional.empty();
    }

    /** How a run ends when this is what stopped it; empty for a success. */
    default Optional<ExitStatus> status() {
        return switch (kind()) {
            case APPLIED, ALREADY_IN_PLACE -> Optional.empty();
            case WAITING -> Optional.of(ExitStatus.WAITING);
            case REFUSED -> Optional.of(((Refused) this).moved().isPresent() ? ExitStatus.STALE : ExitStatus.REFUSED);
            case FAILED -> Optional.of(ExitStatus.ERROR);
            case UNKNOWN -> Optional.of(ExitStatus.UNKNOWN);
        };
    }

    /** Whether steps that come after it may start. */
    default boolean isSuccess() {
        return kind() == Kind.APPLIED || kind() == Kind.ALREADY_IN_PLACE;
    }

    /** Done now and confirmed by reading. @param what was confirmed, a few words */
    record Applied(String what) implements Outcome {
        public Applied {
            Objects.requireNonNull(what, "what");
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
        public Kind kind() {
            return Kind.ALREADY_IN_PLACE;
        }
    }

    /**
     * Something outside has to come first; the same run goes on later.
     *
     * @param whom what kind of thing is waited for
     * @param wanted a note that says what is waited for, and what to do
     * @param until when it is expected; empty when nobody knows
     */
    record Waiting(Whom whom, Diagnostic wanted, Optional<Instant> until) implements Outcome {
        public Waiting {
            Objects.requireNonNull(whom, "whom");
            wanted = wanted.classed(DiagnosticClass.WAITING);
            Objects.requireNonNull(until, "until");
        }

        @Override
        public Kind kind() {
            return Kind.WAITING;
        }

        @Override
        public Optional<Diagnostic> diagnostic() {
            return Optional.of(wanted);
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
     * @param why what, why and the fix
     * @param moved the fact, when it was one; empty for a rule or an interlock
     */
    record Refused(Diagnostic why, Optional<MovedFact> moved) implements Outcome {
        public Refused {
            why = why.classed(moved.isPresent() ? DiagnosticClass.STALE : DiagnosticClass.REFUSED);
        }

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }

        @Override
        public Optional<Diagnostic> diagnostic() {
            return Optional.of(why);
        }
    }

    /** Begun, and ended without the effect or with a wrong one. */
    record Failed(Diagnostic why) implements Outcome {
        public Failed {
            why = why.classed(DiagnosticClass.ERROR);
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }

        @Override
        public Optional<Diagnostic> diagnostic() {
            return Optional.of(why);
        }
    }

    /** A call was made and neither its answer nor a probe tells whether it had its effect. */
    record Unknown(Diagnostic why) implements Outcome {
        public Unknown {
            why = why.classed(DiagnosticClass.UNKNOWN);
        }

        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }

        @Override
        public Optional<Diagnostic> diagnostic() {
            return Optional.of(why);
        }
    }

    /** Whether one of these waits for this. */
    static boolean waitFor(Whom whom, Collection<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Waiting.class::isInstance)
                .map(Waiting.class::cast)
                .anyMatch(waiting -> waiting.whom() == whom);
    }

    /** The command that goes on after these, with everything that those of them wait for that a person can say. */
    static NextCommand goOn(Collection<Outcome> outcomes) {
        NextCommand resume = NextCommand.resume();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Waiting waiting) {
                resume = waiting.wanted().next().stream()
                        .filter(command -> command.verb() == NextCommand.Verb.RESUME)
                        .reduce(resume, NextCommand::withOptionsOf);
            }
        }
        return resume;
    }
}
