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
    private boolean interrupted;

    public synchronized void request() {
        requested = true;
        wakeable.forEach(Thread::interrupt);
    }

    /** The caller's thread was interrupted: a request, and {@link #passOn} does not let the caller miss it. */
    synchronized void interrupted() {
        interrupted = true;
        request();
    }

    /**
     * Interrupts the current thread again when it was interrupted. Only when all is written and put back: an
     * interrupted thread can neither write nor call.
     */
    synchronized void passOn() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
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
