package io.partita.provider.sandbox.transcript;

import io.partita.provider.sandbox.synchronizer.MachineTime;
import io.partita.provider.sandbox.synchronizer.Sequencing.Cancellation;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until somebody moves it on; what is due then runs on the mover's thread, in order. */
final class DrivenTime implements MachineTime {

    private final PriorityQueue<Appointment> appointments =
            new PriorityQueue<>(Comparator.comparingLong(Appointment::at).thenComparingLong(Appointment::order));
    private long now;
    private long orders;
    private boolean closed;

    private record Appointment(long at, long order, Runnable task) {}

    DrivenTime(Instant start) {
        this.now = micros(start);
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    @Override
    public synchronized long micros() {
        return now;
    }

    /** How often something was scheduled so far. */
    synchronized long scheduled() {
        return orders;
    }

    @Override
    public synchronized Cancellation schedule(long delayMicros, Runnable task) {
        Appointment appointment = new Appointment(now + Math.max(0, delayMicros), orders++, task);
        appointments.add(appointment);
        return () -> cancel(appointment);
    }

    private synchronized void cancel(Appointment appointment) {
        appointments.remove(appointment);
    }

    /** Lets time pass until {@code time}; what becomes due meanwhile happens at its own time. Goes forward only. */
    void advanceTo(long time) {
        for (Appointment due = next(time); due != null; due = next(time)) {
            due.task().run();
        }
        synchronized (this) {
            now = Math.max(now, time);
        }
    }

    /** Lets time pass until the next thing is due, but not beyond {@code limit}. */
    void advanceByOne(long limit) {
        Appointment due = next(limit);
        if (due == null) {
            advanceTo(limit);
        } else {
            due.task().run();
        }
    }

    private synchronized Appointment next(long limit) {
        if (closed || appointments.isEmpty() || appointments.peek().at() > limit) {
            return null;
        }
        Appointment due = appointments.poll();
        now = Math.max(now, due.at());
        return due;
    }

    @Override
    public synchronized void close() {
        closed = true;
        appointments.clear();
    }
}
