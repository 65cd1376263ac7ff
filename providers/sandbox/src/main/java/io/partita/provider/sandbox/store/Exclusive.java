package io.partita.provider.sandbox.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one lock of a network: whatever reads or changes state runs in an exclusive section, one at a time, and what it
 * changed is durable when the section ends, before anybody is answered.
 *
 * <p>Sections nest; only the end of the outermost one commits. A section checks first and changes afterwards: an
 * exception that is {@link Refusal} means "nothing was changed". Any other exception is a bug: what the section wrote
 * is dropped, and every later section fails, because memory and disk may differ. Nothing may wait inside a section.
 */
public final class Exclusive {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final WorldStore store;
    private final Deque<Runnable> afterCommit = new ArrayDeque<>();
    private Throwable broken;

    public Exclusive(WorldStore store) {
        this.store = store;
    }

    /** An answer of the rules rather than a bug: thrown before anything was changed. */
    public interface Refusal {}

    /** Runs a section that may change state. */
    public <T> T write(Supplier<T> section) {
        List<Runnable> followUps = List.of();
        lock.lock();
        try {
            requireIntact();
            T result = section.get();
            followUps = commitIfOutermost();
            return result;
        } catch (RuntimeException | Error failure) {
            if (failure instanceof Refusal) {
                followUps = commitIfOutermost();
            } else if (broken == null) {
                broken = failure;
                store.rollback();
            }
            throw failure;
        } finally {
            lock.unlock();
            followUps.forEach(Runnable::run);
        }
    }

    /**
     * Runs something when the current section has been committed, outside the lock: whatever tells others of its effect
     * belongs here. Outside a section it runs at once.
     */
    public void afterCommit(Runnable followUp) {
        if (lock.isHeldByCurrentThread()) {
            afterCommit.add(followUp);
        } else {
            followUp.run();
        }
    }

    /** Runs a section that may change state and gives nothing back. */
    public void run(Runnable section) {
        write(() -> {
            section.run();
            return null;
        });
    }

    /** Runs a section that only reads. */
    public <T> T read(Supplier<T> section) {
        lock.lock();
        try {
            requireIntact();
            return section.get();
        } finally {
            lock.unlock();
        }
    }

    /** Fails unless the calling thread is inside a section. */
    public void requireHeld() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("This is a bug in partita: state of the sandbox used outside its lock.");
        }
    }

    private void requireIntact() {
        if (broken != null) {
            throw new IllegalStateException("The sandbox stopped after a bug in partita.", broken);
        }
    }

    private List<Runnable> commitIfOutermost() {
        if (lock.getHoldCount() > 1) {
            return List.of();
        }
        store.commit();
        List<Runnable> followUps = new ArrayList<>(afterCommit);
        afterCommit.clear();
        return followUps;
    }
}
