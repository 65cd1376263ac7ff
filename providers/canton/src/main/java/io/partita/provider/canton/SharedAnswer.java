package io.partita.provider.canton;

import io.partita.core.provider.CallFailed;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One answer for all who ask the same while a call is under way: they wait for the next call together, so that what
 * each hears was asked after he came.
 *
 * @param <K> what tells questions apart
 * @param <V> the answer
 */
final class SharedAnswer<K, V> {

    private final Question<K, V> question;
    private final Map<K, Turns<V>> turns = new ConcurrentHashMap<>();

    /** A call. */
    @FunctionalInterface
    interface Question<K, V> {
        V ask(K key) throws CallFailed;
    }

    /** The calls of one question, one after the other. */
    private static final class Turns<V> {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private Round<V> next = new Round<>();
        private boolean asking;
    }

    /** Those who wait for the same call. Over without answer and failure: the call was broken off. */
    private static final class Round<V> {

        private boolean over;
        private Optional<V> answer = Optional.empty();
        private Optional<CallFailed> failure = Optional.empty();
    }

    SharedAnswer(Question<K, V> question) {
        this.question = question;
    }

    V read(K key) throws CallFailed {
        Turns<V> mine = turns.computeIfAbsent(key, first -> new Turns<>());
        while (true) {
            Round<V> round = next(mine, key);
            if (round.failure.isPresent()) {
                throw round.failure.get();
            }
            if (round.answer.isPresent()) {
                return round.answer.get();
            }
        }
    }

    private Round<V> next(Turns<V> mine, K key) throws CallFailed {
        mine.lock.lock();
        try {
            Round<V> round = mine.next;
            while (!round.over) {
                if (mine.asking) {
                    mine.changed.awaitUninterruptibly();
                } else {
                    ask(mine, round, key);
                }
            }
            return round;
        } finally {
            mine.lock.unlock();
        }
    }

    /** Who is interrupted fails by himself: that says nothing of the participant, and the others ask again. */
    private void ask(Turns<V> mine, Round<V> round, K key) throws CallFailed {
        mine.asking = true;
        mine.next = new Round<>();
        mine.lock.unlock();
        try {
            round.answer = Optional.of(question.ask(key));
        } catch (CallFailed e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            round.failure = Optional.of(e);
        } finally {
            mine.lock.lock();
            round.over = true;
            mine.asking = false;
            mine.changed.signalAll();
        }
    }
}
