package io.partita.core.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What one entry does to the runs and interlocks of a state. */
final class StateAfter implements JournalEventMatch<Void> {

    private final Instant time;
    private List<RunSummary> runs;
    private List<Interlock> interlocks;

    StateAfter(List<RunSummary> runs, List<Interlock> interlocks, Instant time) {
        this.runs = runs;
        this.interlocks = interlocks;
        this.time = time;
    }

    List<RunSummary> runs() {
        return runs;
    }

    List<Interlock> interlocks() {
        return interlocks;
    }

    @Override
    public Void runStarted(JournalEvent.RunStarted event) {
        runs = new ArrayList<>(runs);
        runs.add(new RunSummary(
                event.run(), event.planHash(), time, Optional.empty(), Optional.empty(), Optional.empty()));
        return null;
    }

    @Override
    public Void runResumed(JournalEvent.RunResumed event) {
        return change(
                event.run(),
                run -> new RunSummary(
                        run.id(), run.planHash(), run.started(), Optional.empty(), Optional.empty(), run.abandoned()));
    }

    @Override
    public Void runEnded(JournalEvent.RunEnded event) {
        return change(
                event.run(),
                run -> new RunSummary(
                        run.id(),
                        run.planHash(),
                        run.started(),
                        Optional.of(time),
                        Optional.of(event.exit()),
                        run.abandoned()));
    }

    @Override
    public Void runAbandoned(JournalEvent.RunAbandoned event) {
        return change(
                event.run(),
                run -> new RunSummary(
                        run.id(), run.planHash(), run.started(), run.ended(), run.exit(), Optional.of(event.reason())));
    }

    @Override
    public Void interlockOpened(JournalEvent.InterlockOpened event) {
        interlocks = new ArrayList<>(interlocks);
        interlocks.removeIf(event.interlock()::sameThing);
        interlocks.add(event.interlock());
        return null;
    }

    @Override
    public Void interlockClosed(JournalEvent.InterlockClosed event) {
        interlocks = new ArrayList<>(interlocks);
        interlocks.removeIf(event.interlock()::sameThing);
        return null;
    }

    @Override
    public Void waveStarted(JournalEvent.WaveStarted event) {
        return null;
    }

    @Override
    public Void stepIntended(JournalEvent.StepIntended event) {
        return null;
    }

    @Override
    public Void stepNoted(JournalEvent.StepNoted event) {
        return null;
    }

    @Override
    public Void stepEnded(JournalEvent.StepEnded event) {
        return null;
    }

    @Override
    public Void lockTakenOver(JournalEvent.LockTakenOver event) {
        return null;
    }

    @Override
    public Void tornLineDropped(JournalEvent.TornLineDropped event) {
        return null;
    }

    @Override
    public Void stateRebuilt(JournalEvent.StateRebuilt event) {
        return null;
    }

    private Void change(RunId id, UnaryOperator<RunSummary> change) {
        runs = runs.stream()
                .map(run -> run.id().equals(id) ? change.apply(run) : run)
                .toList();
        return null;
    }
}
