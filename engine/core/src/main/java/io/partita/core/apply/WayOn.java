package io.partita.core.apply;

import io.partita.core.apply.step.WayBack;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import io.partita.core.plan.StepId;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.state.StepRecord;
import io.partita.core.store.Recording;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which command leads on when a process of a run has stopped: what stopped it says so. Of what it names only those count
 * that nobody has to make true before: a resume, with what it accepts; a new plan; and giving the run up.
 */
public final class WayOn {

    private final ExitStatus exit;
    private final Collection<Outcome> outcomes;
    private final boolean open;
    private final Predicate<NextCommand> givenUp;

    /**
     * @param exit how the process ended
     * @param outcomes of the steps in it, in the order in which they are said
     * @param open whether the run keeps another plan away
     * @param givenUp whether the run can be given up where a diagnostic names this command
     */
    WayOn(ExitStatus exit, Collection<Outcome> outcomes, boolean open, Predicate<NextCommand> givenUp) {
        this.exit = exit;
        this.outcomes = outcomes;
        this.open = open;
        this.givenUp = givenUp;
    }

    /**
     * As the journal says it of a run that is not finished and at which nobody works; nobody is asked.
     *
     * @param plan of that run; empty when it cannot be read
     * @param operator as whom it is done; empty when it reaches everybody
     */
    public static NextCommand recorded(
            Recording recording, RunSummary run, Optional<Plan> plan, Optional<String> operator) {
        RunBook all = new RunBook(run.id(), recording.entries());
        if (run.exit().isEmpty()) {
            return Outcome.goOn(outcomes(all, plan));
        }
        return new WayOn(
                        run.exit().get(),
                        outcomes(new RunBook(run.id(), ofLastProcess(recording.entries(), run.id())), plan),
                        NotBegun.beside(recording).isPresent(),
                        // What names it was sure of it; of what wants another plan the journal has to be.
                        command -> command.equals(NextCommand.abandon())
                                || plan.filter(known -> WayBack.isFree(
                                                known, all, recording.state().interlocks(), operator))
                                        .isPresent())
                .next();
    }

    private static List<JournalEntry> ofLastProcess(List<JournalEntry> entries, RunId run) {
        int first = 0;
        for (int at = 0; at < entries.size(); at++) {
            boolean begins = entries.get(at).events().stream()
                    .anyMatch(event -> event instanceof JournalEvent.RunResumed resumed
                            && resumed.run().equals(run));
            if (begins) {
                first = at;
            }
        }
        return entries.subList(first, entries.size());
    }

    private static List<Outcome> outcomes(RunBook book, Optional<Plan> plan) {
        Map<StepId, StepRecord> steps = book.steps();
        List<StepId> ids = plan.map(known -> known.steps()
                        .map(step -> step.id())
                        .filter(steps::containsKey)
                        .toList())
                .orElseGet(() -> List.copyOf(steps.keySet()));
        return ids.stream().flatMap(id -> steps.get(id).outcome().stream()).toList();
    }

    /** By what the steps say that ended it so. */
    NextCommand next() {
        return next(outcomes.stream()
                .filter(outcome -> outcome.status().equals(Optional.of(exit)))
                .flatMap(outcome -> outcome.diagnostic().stream())
                .toList());
    }

    /** By what ended it beside its steps. */
    NextCommand next(Diagnostic cause) {
        return next(List.of(cause));
    }

    private NextCommand next(List<Diagnostic> deciding) {
        List<NextCommand> named = deciding.stream()
                .flatMap(said -> said.next().stream().filter(WayOn::leadsOn).limit(1))
                .toList();
        NextCommand first = named.isEmpty() ? byExit() : named.get(0);
        if (first.equals(NextCommand.plan()) && !open) {
            return first;
        }
        if (first.equals(NextCommand.plan()) || first.equals(NextCommand.abandon())) {
            return givenUp.test(first) ? NextCommand.abandon() : Outcome.goOn(outcomes);
        }
        return named.stream()
                .filter(command -> command.verb() == NextCommand.Verb.RESUME && !command.equals(NextCommand.abandon()))
                .reduce(Outcome.goOn(outcomes), NextCommand::withOptionsOf);
    }

    private NextCommand byExit() {
        return exit == ExitStatus.STALE ? NextCommand.plan() : NextCommand.resume();
    }

    private static boolean leadsOn(NextCommand command) {
        return command.equals(NextCommand.plan())
                || command.equals(NextCommand.abandon())
                || command.verb() == NextCommand.Verb.RESUME
                        && command.options().stream()
                                .allMatch(option -> option.name().startsWith("--accept-"));
    }
}
