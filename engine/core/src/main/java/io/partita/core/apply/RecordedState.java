package io.partita.core.apply;

import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import io.partita.core.statefile.OpenState;
import io.partita.core.statefile.Recording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A state that is only read, for a dry run. Writing to it is a bug. */
final class RecordedState implements OpenState {

    private final Recording recording;
    private final Path folder;
    private final Ticker ticker;

    RecordedState(Recording recording, Path folder, Ticker ticker) {
        this.recording = recording;
        this.folder = folder;
        this.ticker = ticker;
    }

    @Override
    public Instant append(List<JournalEvent> events) {
        throw new IllegalStateException("a dry run writes nothing: " + events);
    }

    @Override
    public List<JournalEntry> entries() {
        return recording.entries();
    }

    @Override
    public State state() {
        return recording.state();
    }

    @Override
    public Instant time() {
        return ticker.instant();
    }

    @Override
    public void savePlan(RunId run, String text) {
        throw new IllegalStateException("a dry run writes nothing");
    }

    @Override
    public Path acsFolder() {
        return folder;
    }

    @Override
    public Path runFolder(RunId run) {
        return folder;
    }

    @Override
    public void requireLock() {
        throw new IllegalStateException("a dry run has no lock");
    }

    @Override
    public void close() {}
}
