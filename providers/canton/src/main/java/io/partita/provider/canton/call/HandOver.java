package io.partita.provider.canton.call;

import io.partita.core.thread.Beside;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Hands items on in their order, many of them beside whoever reads them: what is made of an item takes as long as
 * reading it. Only a few batches wait at a time. Who hands over has everything taken when this is closed.
 */
final class HandOver<I> implements Consumer<I> {

    private static final int BATCH = 1024;

    /** Bytes of items that may wait in one batch: what is read item by item must not be in memory as a whole. */
    private static final int LARGEST_BATCH = 1 << 20;

    private static final int MOST_WAITING = 4;

    private final Consumer<? super I> taker;
    private final ToIntFunction<? super I> size;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private CompletableFuture<Void> taken = CompletableFuture.completedFuture(null);
    private List<I> batch = new ArrayList<>();
    private int bytes;

    /**
     * @param taker is called by one thread at a time
     * @param size of an item, in bytes
     */
    HandOver(Consumer<? super I> taker, ToIntFunction<? super I> size) {
        this.taker = taker;
        this.size = size;
    }

    /** Throws what went wrong with an earlier item, so that nothing is read in vain. */
    @Override
    public void accept(I item) {
        batch.add(item);
        bytes += size.applyAsInt(item);
        if (batch.size() == BATCH || bytes >= LARGEST_BATCH) {
            if (taken.isCompletedExceptionally()) {
                await();
            }
            List<I> full = batch;
            batch = new ArrayList<>();
            bytes = 0;
            room.acquireUninterruptibly();
            taken = taken.thenRunAsync(() -> full.forEach(taker), Beside.threads())
                    .whenComplete((done, failure) -> room.release());
        }
    }

    /** Waits until all batches are taken, and has the rest taken here. */
    void finish() {
        await();
        batch.forEach(taker);
    }

    private void await() {
        try {
            taken.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException bug ? bug : failed;
        }
    }
}
