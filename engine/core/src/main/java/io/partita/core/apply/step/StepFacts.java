package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.MovedFact;
import io.partita.core.topology.ReadsAhead;
import io.partita.core.topology.ReadsAhead.Ahead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The facts that a step was planned on, as far as this run can read them. */
final class StepFacts {

    /** From so many on, the hostings of all parties are read at once. */
    private static final int MANY = 16;

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final StepWork work;
    private final Execution execution;

    StepFacts(StepWork work, Execution execution) {
        this.work = work;
        this.execution = execution;
    }

    /** The facts of a step while they are read. */
    final class Reading implements AutoCloseable {

        private final Instant begun = work.now();
        private final List<Ahead<Optional<MovedFact>>> answers = new ArrayList<>();

        private Reading(List<Fact> facts) {
            FactReading reading = FactReading.in(work.run());
            ReadsAhead ahead = work.run().ahead();
            Ahead<Boolean> together = facts.size() > MANY
                    ? ahead.begin(() -> {
                        reading.readAhead(facts);
                        return true;
                    })
                    : ReadsAhead.of(true);
            facts.forEach(fact -> answers.add(ahead.begin(() -> {
                together.answer();
                return reading.read(fact);
            })));
        }

        /** Whether they are as they were just now. */
        boolean isFresh() {
            return Duration.between(begun, work.now()).compareTo(FRESH) <= 0;
        }

        /**
         * The first that has moved. Of another network nothing else can be read, and "not known" would hide why, so the
         * identities come before all others.
         *
         * @return empty when all hold
         * @throws CallFailed when one could not be read, and none before it has moved
         */
        Optional<MovedFact> firstMoved() throws CallFailed {
            return ReadsAhead.first(answers);
        }

        @Override
        public void close() {
            answers.forEach(Ahead::drop);
        }
    }

    /** Begins to read them, side by side: a participant answers many who ask at the same time together. */
    Reading read() {
        return new Reading(facts(UnaryOperator.identity()));
    }

    /** Of a step that is begun, and is judged by its probe alone. */
    Reading readNone() {
        return new Reading(List.of());
    }

    private List<Fact> facts(UnaryOperator<Fact> required) {
        return work.step().head().facts().stream()
                .map(this::fact)
                .filter(fact -> work.run().reaches(fact.participant()))
                .map(required)
                .sorted(Comparator.comparing(fact -> fact.kind() != Fact.Kind.IDENTITY))
                .toList();
    }

    /**
     * The first that has moved.
     *
     * @param required what of a fact has to hold already
     * @return empty when all hold
     */
    Optional<MovedFact> firstMoved(UnaryOperator<Fact> required) throws CallFailed {
        try (Reading reading = new Reading(facts(required))) {
            return reading.firstMoved();
        }
    }

    private Fact fact(FactId id) {
        return work.plan().fact(id).orElseThrow(() -> new IllegalStateException("the plan has no fact " + id));
    }

    Diagnostic stale(MovedFact moved) {
        Optional<Diagnostic> upgrade = Upgrade.said(moved, work);
        if (upgrade.isPresent()) {
            return upgrade.get();
        }
        Diagnostic said = said(moved, work.step().participant());
        if (!work.isInAWindow()) {
            return planned(said);
        }
        return fact(moved.fact()).kind() == Fact.Kind.IDENTITY ? acceptOrGoBack(said) : giveUpOrPutBack(said);
    }

    /** What is said of a moved fact of a plan that has not begun. @param asked who showed it */
    static Diagnostic stale(MovedFact moved, ParticipantName asked) {
        return planned(said(moved, asked));
    }

    private static Diagnostic said(MovedFact moved, ParticipantName asked) {
        return Diagnostic.error("fact-moved", moved.fact() + " is no longer what the plan was made on")
                .because("expected " + moved.expected() + "; found " + moved.found())
                .about(asked.name());
    }

    private static Diagnostic planned(Diagnostic said) {
        return said.fix("Plan again, review the new plan, and apply that one.").next(NextCommand.plan());
    }

    /** Another plan is only taken once nothing is open any more. */
    private Diagnostic giveUpOrPutBack(Diagnostic said) {
        return said.fix(
                        "A target is isolated, so no other plan is taken now. As long as no party has consented, give the run up and plan again. Afterwards put back what has moved, then resume. "
                                + execution.safeNext())
                .next(NextCommand.abandon(), NextCommand.resume());
    }

    private Diagnostic acceptOrGoBack(Diagnostic said) {
        String name = work.step().participant().name();
        return said.fix(
                        "A target is isolated, so this plan has to be finished. If the change was meant and is another release only, accept it. Otherwise put "
                                + name + " back to what it was, then resume. " + execution.safeNext())
                .next(NextCommand.resume().with("--accept-release", name), NextCommand.resume());
    }
}
