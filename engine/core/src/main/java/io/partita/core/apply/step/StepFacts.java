package io.partita.core.apply.step;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.MovedFact;
import io.partita.core.topology.ParallelReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The facts that a step was planned on, as far as this run can read them. */
final class StepFacts {

    /** So many are read as fast one after the other, and in an order that a log of the participant shows. */
    private static final int FEW = 16;

    private static final int AT_ONCE = 64;

    private final StepWork work;
    private final Execution execution;

    StepFacts(StepWork work, Execution execution) {
        this.work = work;
        this.execution = execution;
    }

    /**
     * The first that has moved: of another network nothing else can be read, and "not known" would hide why, so the
     * identities are read before all others. Many others are read side by side, which a participant answers together.
     *
     * @param required what of a fact has to hold already
     * @return empty when all hold
     */
    Optional<MovedFact> firstMoved(UnaryOperator<Fact> required) throws CallFailed {
        FactReading reading = FactReading.in(work.run());
        Map<Boolean, List<Fact>> facts = work.step().head().facts().stream()
                .map(this::fact)
                .filter(fact -> work.run().reaches(fact.participant()))
                .map(required)
                .collect(Collectors.partitioningBy(fact -> fact.kind() == Fact.Kind.IDENTITY));
        Optional<MovedFact> another = inTurn(facts.get(true), reading);
        if (another.isPresent()) {
            return another;
        }
        List<Fact> others = facts.get(false);
        return others.size() <= FEW ? inTurn(others, reading) : sideBySide(others, reading);
    }

    private static Optional<MovedFact> inTurn(List<Fact> facts, FactReading reading) throws CallFailed {
        for (Fact fact : facts) {
            Optional<MovedFact> moved = reading.read(fact);
            if (moved.isPresent()) {
                return moved;
            }
        }
        return Optional.empty();
    }

    private static Optional<MovedFact> sideBySide(List<Fact> facts, FactReading reading) throws CallFailed {
        reading.readAhead(facts);
        try (ParallelReads reads = new ParallelReads(AT_ONCE)) {
            return reads.first(facts, reading::read);
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
