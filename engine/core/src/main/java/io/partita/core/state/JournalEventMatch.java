package io.partita.core.state;

/** One branch for every kind of record: a new kind breaks the compilation of all that write, read or show records. */
public interface JournalEventMatch<R> {

    R runStarted(JournalEvent.RunStarted event);

    R runResumed(JournalEvent.RunResumed event);

    R waveStarted(JournalEvent.WaveStarted event);

    R stepIntended(JournalEvent.StepIntended event);

    R stepNoted(JournalEvent.StepNoted event);

    R stepEnded(JournalEvent.StepEnded event);

    R interlockOpened(JournalEvent.InterlockOpened event);

    R interlockClosed(JournalEvent.InterlockClosed event);

    R runEnded(JournalEvent.RunEnded event);

    R runAbandoned(JournalEvent.RunAbandoned event);

    R lockTakenOver(JournalEvent.LockTakenOver event);

    R tornLineDropped(JournalEvent.TornLineDropped event);

    R stateRebuilt(JournalEvent.StateRebuilt event);
}
