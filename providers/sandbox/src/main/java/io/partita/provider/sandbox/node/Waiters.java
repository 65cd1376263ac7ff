package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.store.Exclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who waits for a node's time or for its updates. They are told after the commit, outside the lock. */
final class Waiters {

    private final Exclusive exclusive;
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean telling = new AtomicBoolean();

    private record Waiter(long effective, CompletableFuture<Void> future) implements Comparable<Waiter> {
        @Override
        public int compareTo(Waiter other) {
            return Long.compare(effective, other.effective);
        }
    }

    Waiters(Exclusive exclusive) {
        this.exclusive = exclusive;
    }

    CompletableFuture<Void> whenPast(long effective, long now) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        if (effective < now) {
            exclusive.afterCommit(() -> future.complete(null));
        } else {
            waiting.add(new Waiter(effective, future));
        }
        return future;
    }

    void timePassed(long now) {
        while (!waiting.isEmpty() && waiting.peek().effective() < now) {
            CompletableFuture<Void> future = waiting.poll().future();
            exclusive.afterCommit(() -> future.complete(null));
        }
    }

    void failAll(RuntimeException failure) {
        List<Waiter> all = new ArrayList<>(waiting);
        waiting.clear();
        all.forEach(waiter -> exclusive.afterCommit(() -> waiter.future().completeExceptionally(failure)));
    }

    Runnable onUpdate(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** An update was appended; listeners are told once for all updates of a section. */
    void updateAppended() {
        if (telling.compareAndSet(false, true)) {
            exclusive.afterCommit(this::tell);
        }
    }

    private void tell() {
        telling.set(false);
        listeners.forEach(Runnable::run);
    }
}
