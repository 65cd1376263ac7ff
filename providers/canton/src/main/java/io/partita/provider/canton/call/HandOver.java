package io.partita.provider.canton.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Hands items on in their order, many of them beside whoever reads them: what is made of an item takes as long as
 * reading it. Only a few batches wait at a time. Who hands over has everything taken when this is closed.
 */
final class HandOver<I> implements Consumer<I>, AutoCloseable {

    private static final int BATCH = 1024;
    private static final int MOST_WAITING = 4;

    private final Consumer<? super I> taker;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    private List<I> batch = new ArrayList<>();

    /** @param taker is called by one thread at a time */
    HandOver(Consumer<? super I> taker) {
        this.taker = taker;
    }

    @Override
    public void accept(I item) {
        batch.add(item);
        if (batch.size() == BATCH) {
            List<I> full = batch;
            batch = new ArrayList<>(BATCH);
            room.acquireUninterruptibly();
            taken = taken.thenRunAsync(() -> full.forEach(taker)).whenComplete((done, failure) -> room.release());
        }
    }

    /** Waits until all batches are taken, and has the rest taken here. */
    @Override
    public void close() {
        try {
            taken.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException bug ? bug : failed;
        }
        batch.forEach(taker);
    }
}
