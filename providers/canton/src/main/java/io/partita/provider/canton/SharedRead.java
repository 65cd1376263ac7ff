package io.partita.provider.canton;

import io.partita.core.provider.CallFailed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Answers many who ask about one thing each at the same time with few calls. Few ask side by side; when more come, one
 * of them asks about all things at once, for all who wait, and who comes meanwhile waits for the next such question or
 * his turn. Which of the two is cheaper is told by how long the participant took for either.
 *
 * <p>Nobody gets an older answer than by a call of his own: what answers him was asked after he came.
 *
 * @param <K> what is asked about
 * @param <V> the answer
 */
final class SharedRead<K, V> {

    /** Questions about one thing that are under way at the same time. */
    private static final int SIDE_BY_SIDE = 16;

    /** As many single questions cost as much as one about everything, until both were timed (measured on Canton 3.5). */
    private static final int BREAK_EVEN = 25;

    /**
     * For one who waits, so many things may be read that nobody asked for. However far away a participant is, it works
     * for each of them; without a bound, the work for a party would grow with the number of parties.
     */
    private static final int READ_FOR_ONE = 100;

    /** How much the newest call counts in what a call costs. */
    private static final double NEWEST = 0.3;

    /** With every single question the cost of one about everything is forgotten a little, so that it is tried again. */
    private static final double FORGETTING = 0.99;

    /** A question about everything that failed counts as one that took so many times as long. */
    private static final double DISCOURAGED = 10;

    private final One<K, V> one;
    private final All<K, V> all;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Round<K, V> next = new Round<>();
    private int single;
    private boolean asking;

    /** Nanoseconds; not a number before the first. */
    private double costOfOne = Double.NaN;

    private double costOfAll = Double.NaN;

    private int readForAll;

    /** A question about one thing. */
    @FunctionalInterface
    interface One<K, V> {
        V about(K key) throws CallFailed;
    }

    /** The question about everything. */
    @FunctionalInterface
    interface All<K, V> {

        Answers<K, V> ask(Set<K> wanted) throws CallFailed;
    }

    /**
     * What the question about everything told.
     *
     * @param about answers those who wait: questions about the wanted alone. Empty where nothing was told of one thing,
     *     which is then asked about alone
     * @param read about how many things the participant had to tell something for it
     */
    record Answers<K, V>(Function<K, Optional<V>> about, int read) {

        /** Of a question that names the wanted, and is told of nothing else. */
        static <K, V> Answers<K, V> of(Function<K, Optional<V>> about) {
            return new Answers<>(about, 0);
        }
    }

    /** Those who wait for the same question about everything. */
    private static final class Round<K, V> {

        private final Set<K> wanted = new HashSet<>();
        private int waiting;
        private boolean over;

        /** Whoever asked was interrupted: that says nothing of the participant, and the others wait for the next. */
        private boolean broken;

        private Optional<Answers<K, V>> answers = Optional.empty();
    }

    SharedRead(One<K, V> one, All<K, V> all) {
        this.one = one;
        this.all = all;
    }

    V read(K key) throws CallFailed {
        Optional<V> together = together(key);
        return together.isPresent() ? together.get() : alone(key);
    }

    /**
     * Who is interrupted asks alone: his call ends at once by itself, and nobody waits for it.
     *
     * @return empty when it is his turn to ask alone, which then counts as under way
     */
    private Optional<V> together(K key) {
        lock.lock();
        try {
            boolean toldNothing = false;
            while (!isInterrupted() && (single >= SIDE_BY_SIDE || asking && !toldNothing)) {
                if (toldNothing) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                Round<K, V> round = next;
                if (isOver(round, key) && !round.broken) {
                    // A question about everything that failed says nothing about one thing.
                    Optional<V> answer =
                            round.answers.flatMap(answers -> answers.about().apply(key));
                    if (answer.isPresent()) {
                        return answer;
                    }
                    toldNothing = true;
                }
            }
            single++;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits with the others; false for who may ask alone before they do. */
    private boolean isOver(Round<K, V> round, K key) {
        round.waiting++;
        round.wanted.add(key);
        while (!round.over) {
            boolean open = round == next && !asking;
            if (open && isWorthAll(round) && !isInterrupted()) {
                ask(round);
            } else if (round == next && isInterrupted() || open && single < SIDE_BY_SIDE && !isWorthAll(round)) {
                round.waiting--;
                return false;
            } else {
                changed.awaitUninterruptibly();
            }
        }
        return true;
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private boolean isWorthAll(Round<K, V> round) {
        return Double.isNaN(costOfAll)
                ? round.waiting > BREAK_EVEN
                : round.waiting * costOfOne > costOfAll && round.waiting >= readForAll / READ_FOR_ONE;
    }

    private void ask(Round<K, V> round) {
        asking = true;
        next = new Round<>();
        lock.unlock();
        long begin = System.nanoTime();
        Optional<Answers<K, V>> answers = Optional.empty();
        try {
            answers = Optional.of(all.ask(round.wanted));
        } catch (CallFailed e) {
            // Each asks for himself, and hears what is wrong.
        } finally {
            lock.lock();
            long took = System.nanoTime() - begin;
            round.broken = answers.isEmpty() && isInterrupted();
            if (!round.broken) {
                double cost = answers.isEmpty() ? took * DISCOURAGED : took;
                costOfAll = Double.isNaN(costOfAll) ? cost : mixed(costOfAll, cost);
            }
            answers.ifPresent(told -> readForAll = told.read());
            round.answers = answers;
            round.over = true;
            asking = false;
            changed.signalAll();
        }
    }

    private static double mixed(double before, double newest) {
        return before + NEWEST * (newest - before);
    }

    private V alone(K key) throws CallFailed {
        long begin = System.nanoTime();
        try {
            return one.about(key);
        } finally {
            lock.lock();
            try {
                long took = System.nanoTime() - begin;
                if (!isInterrupted()) {
                    costOfOne = Double.isNaN(costOfOne) ? took : mixed(costOfOne, took);
                    costOfAll *= FORGETTING;
                }
                single--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
