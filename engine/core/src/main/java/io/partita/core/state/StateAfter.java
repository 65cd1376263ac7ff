package io.partita.core.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What one entry does to the runs and interlocks of a state. */
final class StateAfter {

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

    void add(JournalEvent event) {
        switch (event.kind()) {
            case RUN_STARTED -> started((JournalEvent.RunStarted) event);
            case RUN_RESUMED -> change(((JournalEvent.RunResumed) event).run(), StateAfter::resumed);
            case RUN_ENDED -> {
                JournalEvent.RunEnded ended = (JournalEvent.RunEnded) event;
                change(ended.run(), run -> ended(run, ended.exit()));
            }
            case RUN_ABANDONED -> {
                JournalEvent.RunAbandoned abandoned = (JournalEvent.RunAbandoned) event;
                change(abandoned.run(), run -> abandoned(run, abandoned.reason()));
            }
            case INTERLOCK_OPENED -> {
                Interlock opened = ((JournalEvent.InterlockOpened) event).interlock();
                close(opened);
                interlocks.add(opened);
            }
            case INTERLOCK_CLOSED -> close(((JournalEvent.InterlockClosed) event).interlock());
            case WAVE_STARTED,
                    STEP_INTENDED,
                    RESULT_KEPT,
                    STEP_ENDED,
                    RECEIPT_TAKEN,
                    LOCK_TAKEN_OVER,
                    TORN_LINE_DROPPED,
                    STATE_REBUILT -> {}
        }
    }

    private void started(JournalEvent.RunStarted event) {
        runs = new ArrayList<>(runs);
        runs.add(new RunSummary(
                event.run(), event.planHash(), time, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static RunSummary resumed(RunSummary run) {
        return new RunSummary(
                run.id(), run.planHash(), run.started(), Optional.empty(), Optional.empty(), run.abandoned());
    }

    private RunSummary ended(RunSummary run, ExitStatus exit) {
        return new RunSummary(
                run.id(), run.planHash(), run.started(), Optional.of(time), Optional.of(exit), run.abandoned());
    }

    private static RunSummary abandoned(RunSummary run, String reason) {
        return new RunSummary(run.id(), run.planHash(), run.started(), run.ended(), run.exit(), Optional.of(reason));
    }

    private void close(Interlock interlock) {
        interlocks = new ArrayList<>(interlocks);
        interlocks.removeIf(interlock::sameThing);
    }

    private void change(RunId id, UnaryOperator<RunSummary> change) {
        runs = runs.stream()
                .map(run -> run.id().equals(id) ? change.apply(run) : run)
                .toList();
    }
}
