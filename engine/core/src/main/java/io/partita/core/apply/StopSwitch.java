package io.partita.core.apply;

import java.util.HashSet;
import java.util.Set;

/**
 * The wish to stop, and the threads that may be woken for it: those in a wait or in a call that can be given up without
 * harm.
 */
public final class StopSwitch {

    private final Set<Thread> wakeable = new HashSet<>();
    private boolean requested;

    public synchronized void request() {
        requested = true;
        wakeable.forEach(Thread::interrupt);
    }

    public synchronized boolean isRequested() {
        return requested;
    }

    public void check() throws Stopped {
        if (isRequested()) {
            throw new Stopped();
        }
    }

    /** From here until {@link #leave} the current thread may be interrupted. */
    public synchronized void enter() throws Stopped {
        if (requested) {
            throw new Stopped();
        }
        wakeable.add(Thread.currentThread());
    }

    /** Ends {@link #enter}, and clears an interruption that came too late. */
    public synchronized void leave() {
        wakeable.remove(Thread.currentThread());
        if (requested) {
            Thread.interrupted();
        }
    }
}
