package io.partita.core.store;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the runs of one declaration are recorded. Making such an object touches nothing; reading never writes; only a
 * lock gives the right to write.
 *
 * <p>What an implementation has to keep is written down as tests ({@code StateStoreContract} in the test kit).
 */
public interface StateStore {

    /** What is said where a state that can be used was to be begun afresh. */
    Diagnostic SOUND = Diagnostic.refusal("state-sound", "the state can be used; there is nothing to rebuild")
            .because("every line and hash is right, and nothing that this machine has seen speaks against it")
            .fix("See what is open.")
            .next(NextCommand.status());

    /**
     * Reads and checks everything. A store that was never written gives an empty recording without a lineage; any
     * damage is an error that says where, and so is any doubt.
     */
    Checked<Recording> read();

    /**
     * What can still be read of a store that {@link #read} refuses; for people only, nothing may be done on it. Without
     * entries when not even the first is sound.
     */
    Recording salvage();

    /** The plan that a run was started with, exactly as it was saved. */
    Checked<String> planText(RunId run);

    /**
     * Whether somebody on this machine has started this run with this plan, or has gone on with it, as it is reached
     * now. Nothing in the store itself can answer this: a state that came with a folder says of itself what its maker
     * wanted.
     *
     * @param approval what was approved then ({@link io.partita.core.state.RunSummary#approval})
     */
    boolean isApprovedHere(RunId run, String approval);

    /**
     * Everything that is to be said of the store, errors for damage. A sound one gives notes and warnings only; one
     * that was never written gives nothing.
     */
    List<Diagnostic> verify();

    /**
     * What speaks against believing the store, whatever is in it: errors where somebody else may have written it, which
     * every command refuses that writes here or goes on with what is recorded. Locking and unlocking refuse it as well.
     */
    default List<Diagnostic> doubts() {
        return List.of();
    }

    /**
     * Who holds the lock, dead or alive; empty when nobody does.
     *
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    Optional<LockHolder> holder();

    /**
     * Takes the lock, from a dead owner as well, and brings the store to where an entry can follow. Refused while the
     * owner may live and for a store that {@link #read} refuses. No clock decides that an owner is dead.
     *
     * @param operation what for, a word such as {@code apply}
     * @param watching told once, before an owner of another machine is watched for a while
     */
    LockAttempt lock(String operation, Consumer<LockOwner> watching);

    /** The same, without a word to anybody who waits. */
    default LockAttempt lock(String operation) {
        return lock(operation, owner -> {});
    }

    /**
     * Puts a state aside that cannot be used, deletes nothing of it, and begins another with a lineage of its own,
     * whose first entry says so. Refused for a state that can be used.
     *
     * @param beginning the record; where the former state is kept is filled in
     */
    LockAttempt beginAfresh(JournalEvent.StateRebuilt beginning);

    /**
     * Removes the lock of an owner who is known to be gone, and records it. Refused while the owner may live.
     *
     * @param reason for the journal
     * @return whose lock it was; empty when there was none
     */
    Checked<Optional<LockOwner>> unlock(String reason);

    /**
     * Deletes everything that is recorded, and what this machine remembers of it: only for runs against a network that
     * is deleted too. Nobody may hold the lock.
     *
     * @throws java.io.UncheckedIOException when something is left
     */
    void delete();
}
