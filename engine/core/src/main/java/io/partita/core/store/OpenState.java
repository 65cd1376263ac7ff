package io.partita.core.store;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.GrowingState;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A state whose lock this process holds: what was recorded, and what is appended since. Several threads append at the
 * same time: what is ready together becomes one entry, so that a store makes it durable once, and each of them returns
 * when its own events are. All writing throws {@link StateUnusable} when it cannot be made durable or when the lock was
 * lost.
 */
public final class OpenState implements AutoCloseable {

    private final Lease lease;
    private final GrowingState state;
    private final List<Consumer<JournalEntry>> followers = new ArrayList<>();

    /** Guards {@link #ready}; never held while something is written. */
    private final Object door = new Object();

    /** Held by the thread that writes, for itself and for all that are ready then. */
    private final Object turn = new Object();

    private List<Wish> ready = new ArrayList<>();

    /** What is durable; read while more is being written. */
    private volatile State now;

    public OpenState(Lease lease) {
        this.lease = lease;
        this.now = lease.recording().state();
        this.state = new GrowingState(now);
    }

    /** What was recorded when the lock was taken. */
    public Recording recording() {
        return lease.recording();
    }

    /** Tells every entry that is written from now on, in their order, before those who wrote it go on. */
    public void follow(Consumer<JournalEntry> follower) {
        synchronized (turn) {
            followers.add(follower);
        }
    }

    /**
     * Durable, all or none, when it returns.
     *
     * @param events at least one
     * @return the time that they carry
     */
    public Instant append(List<JournalEvent> events) {
        Wish mine = new Wish(events);
        synchronized (door) {
            ready.add(mine);
        }
        synchronized (turn) {
            if (!mine.isOver()) {
                write(takeReady());
            }
        }
        return mine.time();
    }

    public Instant append(JournalEvent event) {
        return append(List.of(event));
    }

    private List<Wish> takeReady() {
        synchronized (door) {
            List<Wish> all = ready;
            ready = new ArrayList<>();
            return all;
        }
    }

    private void write(List<Wish> wishes) {
        List<JournalEvent> events = new ArrayList<>();
        wishes.forEach(wish -> events.addAll(wish.events));
        try {
            JournalEntry entry = lease.append(state.headHash(), events)
                    .match(
                            Appended.Written::entry,
                            moved -> {
                                throw new StateUnusable(raced(moved));
                            },
                            refused -> {
                                throw new StateUnusable(refused.diagnostic());
                            });
            state.add(entry);
            now = state.state();
            followers.forEach(follower -> follower.accept(entry));
            wishes.forEach(wish -> wish.written = Optional.of(entry));
        } catch (RuntimeException | Error e) {
            // Those who wait for it must not believe that it is written.
            wishes.forEach(wish -> wish.failed = Optional.of(e));
        }
    }

    /** What follows from everything so far. */
    public State state() {
        return now;
    }

    /** The time that a record written now would carry. */
    public Instant time() {
        return lease.time();
    }

    /** Keeps the text of a plan for a run, before the run is recorded. */
    public void savePlan(RunId run, String text) {
        lease.savePlan(run, text).ifPresent(trouble -> {
            throw new StateUnusable(trouble);
        });
    }

    /** Gives the lock back. Never throws. */
    @Override
    public void close() {
        lease.close();
    }

    private static Diagnostic raced(Appended.Moved moved) {
        return Diagnostic.error("state-raced", "somebody else has written to the state meanwhile")
                .because("it ends with entry " + moved.head() + ", which this process did not write")
                .fix("Find out who works with it. When nobody does any more, resume.")
                .next(NextCommand.status(), NextCommand.resume());
    }

    /** What one thread wants to have written. */
    private static final class Wish {

        private final List<JournalEvent> events;
        private Optional<JournalEntry> written = Optional.empty();
        private Optional<Throwable> failed = Optional.empty();

        Wish(List<JournalEvent> events) {
            this.events = List.copyOf(events);
        }

        boolean isOver() {
            return written.isPresent() || failed.isPresent();
        }

        Instant time() {
            if (failed.isPresent()) {
                throw rethrown(failed.get());
            }
            return written.orElseThrow().time();
        }

        private static RuntimeException rethrown(Throwable cause) {
            if (cause instanceof Error error) {
                throw error;
            }
            return (RuntimeException) cause;
        }
    }
}
