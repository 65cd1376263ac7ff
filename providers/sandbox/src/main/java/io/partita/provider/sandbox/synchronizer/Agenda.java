package io.partita.provider.sandbox.synchronizer;

import io.partita.provider.sandbox.store.Exclusive;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * What is to happen at a time of the synchronizer. After a pause of the process
 * what was missed happens in order, each thing at its own time: a network on disk goes on as if it had never stopped.
 */
final class Agenda implements AutoCloseable {

    private final Exclusive exclusive;
    private final SynchronizerClock clock;
    private final MachineTime machine;
    private final PriorityQueue<Appointment> appointments =
            new PriorityQueue<>(Comparator.comparingLong(Appointment::time).thenComparingLong(Appointment::order));
    private long orders;
    private Sequencing.Cancellation wake;
    private long wakeAt = Long.MAX_VALUE;
    private boolean closed;
    private LongConsumer beforeEach = time -> {};

    private record Appointment(long time, long order, Runnable task) {}

    Agenda(Exclusive exclusive, SynchronizerClock clock, MachineTime machine) {
        this.exclusive = exclusive;
        this.clock = clock;
        this.machine = machine;
    }

    /** What is told the time of every appointment before it is kept. */
    void beforeEach(LongConsumer listener) {
        this.beforeEach = listener;
    }

    Sequencing.Cancellation at(long time, Runnable task) {
        exclusive.requireHeld();
        Appointment appointment = new Appointment(time, orders++, task);
        appointments.add(appointment);
        wakeUpForNext();
        return () -> appointments.remove(appointment);
    }

    /** Runs something after a time of the wall clock, outside the lock. */
    Sequencing.Cancellation after(Duration delay, Runnable task) {
        return closed ? () -> {} : machine.schedule(delay.toNanos() / 1_000, task);
    }

    /** Keeps every appointment whose time has come. */
    void keepDue() {
        exclusive.requireHeld();
        while (!appointments.isEmpty() && appointments.peek().time() <= clock.wall()) {
            Appointment due = appointments.poll();
            clock.during(due.time(), () -> {
                beforeEach.accept(due.time());
                due.task().run();
            });
        }
        wakeUpForNext();
    }

    private void wakeUpForNext() {
        if (appointments.isEmpty() || closed) {
            return;
        }
        long next = appointments.peek().time();
        if (wake != null && wakeAt <= next) {
            return;
        }
        if (wake != null) {
            wake.cancel();
        }
        wakeAt = next;
        long delay = Math.max(0, next - clock.wall());
        wake = machine.schedule(delay, this::wakeUp);
    }

    private void wakeUp() {
        exclusive.run(() -> {
            wake = null;
            if (!closed) {
                keepDue();
            }
        });
    }

    @Override
    public void close() {
        exclusive.run(() -> closed = true);
        machine.close();
    }
}
