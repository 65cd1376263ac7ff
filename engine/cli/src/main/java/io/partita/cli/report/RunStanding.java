package io.partita.cli.report;

import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunId;
import io.partita.core.store.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a run has come, as its journal says.
 *
 * @param wave the one that it is in: the first that is not complete; empty when all are
 * @param last the number of the last wave
 * @param done steps that are in place
 * @param steps all of them
 * @param begun steps of that wave that were begun and have not ended, in the order of the plan
 */
public record RunStanding(Optional<Wave> wave, int last, long done, long steps, List<Begun> begun) {

    /** A step that was begun. @param since when, by the journal */
    public record Begun(Step step, Instant since) {
        public Begun {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(since, "since");
        }
    }

    public RunStanding {
        Objects.requireNonNull(wave, "wave");
        begun = List.copyOf(begun);
    }

    /** @param run one that carries out the plan */
    public static RunStanding of(Plan plan, Recording recording, RunId run) {
        RunBook book = new RunBook(run, recording.entries());
        Optional<Wave> current = plan.waves().stream()
                .filter(wave -> wave.steps().stream()
                        .anyMatch(step -> !book.step(step.id()).isDone()))
                .findFirst();
        List<Begun> begun = current.stream()
                .flatMap(wave -> wave.steps().stream())
                .filter(step -> book.step(step.id()).isBegun()
                        && book.step(step.id()).outcome().isEmpty())
                .flatMap(step -> since(recording, run, step.id()).map(at -> new Begun(step, at)).stream())
                .toList();
        int last = plan.waves().stream().mapToInt(Wave::number).max().orElse(0);
        long done = plan.steps().filter(step -> book.step(step.id()).isDone()).count();
        return new RunStanding(current, last, done, plan.steps().count(), begun);
    }

    private static Optional<Instant> since(Recording recording, RunId run, StepId step) {
        return recording.entries().stream()
                .filter(entry -> entry.events().stream()
                        .anyMatch(event -> event instanceof JournalEvent.StepIntended intended
                                && intended.run().equals(run)
                                && intended.step().equals(step)))
                .map(JournalEntry::time)
                .reduce((earlier, later) -> later);
    }
}
