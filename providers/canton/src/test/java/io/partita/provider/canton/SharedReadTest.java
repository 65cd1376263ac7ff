package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.provider.canton.SharedRead.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that holds one number, and questions that are answered when the test says so. */
class SharedReadTest {

    private static final int SIDE_BY_SIDE = 16;
    private static final int MANY = 60;

    private final ExecutorService askers = Executors.newCachedThreadPool();
    private final AtomicInteger stored = new AtomicInteger();
    private final Semaphore ones = new Semaphore(0);
    private final Semaphore alls = new Semaphore(0);
    private final AtomicInteger onesAsked = new AtomicInteger();
    private final AtomicInteger allsAsked = new AtomicInteger();
    private volatile Optional<CallFailed> broken = Optional.empty();
    private volatile int readForAll;
    private volatile Thread leader;

    private final SharedRead<Integer, String> read = new SharedRead<>(this::one, wanted -> {
        allsAsked.incrementAndGet();
        int seen = stored.get();
        leader = Thread.currentThread();
        alls.acquireUninterruptibly();
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
        return new Answers<>(key -> Optional.of(wanted.contains(key) ? key + ":" + seen : "not asked for"), readForAll);
    });

    private static CallFailed cancelled() {
        return new CallFailed(new CallFailure(
                CallFailure.Kind.UNREACHABLE, "CANCELLED", "interrupted", "reading", "here:1", Optional.empty()));
    }

    private String one(int key) {
        onesAsked.incrementAndGet();
        int seen = stored.get();
        ones.acquireUninterruptibly();
        return key + ":" + seen;
    }

    @AfterEach
    void over() {
        ones.release(1_000);
        alls.release(1_000);
        askers.shutdown();
    }

    private List<Future<String>> ask(int from, int until) {
        List<Future<String>> all = new ArrayList<>();
        for (int key = from; key < until; key++) {
            int wanted = key;
            all.add(askers.submit(() -> read.read(wanted)));
        }
        return all;
    }

    private static List<String> answers(List<Future<String>> all) throws InterruptedException, ExecutionException {
        List<String> answers = new ArrayList<>();
        for (Future<String> one : all) {
            answers.add(one.get());
        }
        return answers;
    }

    @Test
    void few_ask_side_by_side() throws Exception {
        List<Future<String>> few = ask(0, SIDE_BY_SIDE);

        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));
        ones.release(SIDE_BY_SIDE);

        assertThat(answers(few)).startsWith("0:0", "1:0").hasSize(SIDE_BY_SIDE);
        assertThat(allsAsked).hasValue(0);
    }

    @Test
    void many_are_answered_by_one_question() throws Exception {
        List<Future<String>> first = ask(0, SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));

        List<Future<String>> many = ask(SIDE_BY_SIDE, SIDE_BY_SIDE + MANY);
        await().untilAsserted(() -> assertThat(allsAsked).hasPositiveValue());
        alls.release(1_000);
        ones.release(SIDE_BY_SIDE);

        assertThat(answers(first)).hasSize(SIDE_BY_SIDE);
        assertThat(answers(many)).contains("16:0", "75:0").hasSize(MANY);
        assertThat(allsAsked.get() + onesAsked.get() - SIDE_BY_SIDE).isLessThan(MANY);
    }

    /** Where the participant has to tell of very many, few who wait ask one by one. */
    @Test
    void not_everything_is_read_for_few() throws Exception {
        readForAll = 1_000_000;
        List<Future<String>> first = ask(0, SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));
        List<Future<String>> many = ask(SIDE_BY_SIDE, SIDE_BY_SIDE + MANY);
        await().untilAsserted(() -> assertThat(allsAsked).hasValue(1));
        ones.release(10_000);
        alls.release(10_000);
        answers(first);
        answers(many);

        assertThat(answers(ask(0, 10 * MANY))).hasSize(10 * MANY);

        assertThat(allsAsked).hasValue(1);
    }

    /** Nobody waits any more for what the one who asks for all wanted: the others are none the worse. */
    @Test
    void whoever_is_interrupted_while_he_asks_for_all_takes_nobody_with_him() throws Exception {
        List<Future<String>> first = ask(0, SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));
        List<Future<String>> many = ask(100, 100 + MANY);
        await().untilAsserted(() -> assertThat(allsAsked).hasValue(1));

        leader.interrupt();
        alls.release(1_000);
        await().untilAsserted(() -> assertThat(allsAsked).hasValueGreaterThan(1));
        ones.release(1_000);

        assertThat(answers(many)).contains("100:0", "159:0").hasSize(MANY);
        assertThat(answers(first)).hasSize(SIDE_BY_SIDE);
        assertThat(onesAsked).hasValueLessThan(SIDE_BY_SIDE + MANY);
    }

    /** The answer on its way is older than the question of who comes meanwhile. */
    @Test
    void nobody_is_told_what_was_so_before_he_came() throws Exception {
        List<Future<String>> first = ask(0, SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));
        List<Future<String>> many = ask(100, 100 + MANY);
        await().untilAsserted(() -> assertThat(allsAsked).hasValue(1));

        stored.set(1);
        List<Future<String>> late = ask(200, 200 + MANY);
        alls.release(1_000);
        ones.release(1_000);

        assertThat(answers(late)).allMatch(answer -> answer.endsWith(":1"));
        assertThat(answers(first)).allMatch(answer -> answer.endsWith(":0"));
        assertThat(answers(many)).hasSize(MANY);
    }

    @Test
    void when_all_cannot_be_read_everybody_reads_his_own() throws Exception {
        broken = Optional.of(new CallFailed(new CallFailure(
                CallFailure.Kind.REFUSED, "READ_OVER_LIMIT", "too much", "reading all", "here:1", Optional.empty())));
        List<Future<String>> first = ask(0, SIDE_BY_SIDE);
        await().untilAsserted(() -> assertThat(onesAsked).hasValue(SIDE_BY_SIDE));
        List<Future<String>> many = ask(100, 100 + MANY);
        await().untilAsserted(() -> assertThat(allsAsked).hasValue(1));

        alls.release(1_000);
        ones.release(1_000);

        assertThat(answers(many)).contains("100:0", "159:0").hasSize(MANY);
        assertThat(answers(first)).hasSize(SIDE_BY_SIDE);
        assertThat(onesAsked).hasValue(SIDE_BY_SIDE + MANY);
    }

    @Test
    void one_answer_serves_all_who_came_before_its_question() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> go = new CompletableFuture<>();
        AtomicInteger questions = new AtomicInteger();
        SharedAnswer<String, Integer> shared = new SharedAnswer<>(any -> {
            int number = questions.incrementAndGet();
            int seen = stored.get();
            asked.countDown();
            go.join();
            return number * 10 + seen;
        });

        Future<Integer> first = askers.submit(() -> shared.read("k"));
        asked.await();
        stored.set(1);
        List<Future<Integer>> late = new ArrayList<>();
        CountDownLatch came = new CountDownLatch(MANY);
        for (int i = 0; i < MANY; i++) {
            late.add(askers.submit(() -> {
                came.countDown();
                return shared.read("k");
            }));
        }
        came.await();
        go.complete(null);

        assertThat(first.get()).isEqualTo(10);
        for (Future<Integer> one : late) {
            assertThat(one.get() % 10).isEqualTo(1);
        }
        assertThat(questions.get()).isLessThan(MANY);
    }

    @Test
    void a_failure_is_that_of_all_who_waited_for_the_call_and_of_nobody_after() throws Exception {
        CallFailed failed = new CallFailed(new CallFailure(
                CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "away", "asking", "here:1", Optional.empty()));
        AtomicInteger questions = new AtomicInteger();
        SharedAnswer<String, Integer> shared = new SharedAnswer<>(any -> {
            if (questions.incrementAndGet() == 1) {
                throw failed;
            }
            return 7;
        });

        assertThatThrownBy(() -> shared.read("k")).isSameAs(failed);
        assertThat(shared.read("k")).isEqualTo(7);
    }

    @Test
    void a_call_that_breaks_leaves_nobody_waiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> go = new CompletableFuture<>();
        AtomicInteger questions = new AtomicInteger();
        SharedAnswer<String, Integer> shared = new SharedAnswer<>(any -> {
            if (questions.incrementAndGet() == 1) {
                asked.countDown();
                go.join();
                throw new IllegalStateException("broken");
            }
            return 7;
        });

        Future<Integer> first = askers.submit(() -> shared.read("k"));
        asked.await();
        Future<Integer> second = askers.submit(() -> shared.read("k"));
        go.complete(null);

        assertThatThrownBy(first::get).hasRootCauseMessage("broken");
        assertThat(second.get()).isEqualTo(7);
    }

    @Test
    void who_is_interrupted_fails_alone() throws Exception {
        CallFailed interrupted = new CallFailed(new CallFailure(
                CallFailure.Kind.LOCAL, "INTERRUPTED", "stopped", "asking", "here:1", Optional.empty()));
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Void> go = new CompletableFuture<>();
        SharedAnswer<String, Integer> shared = new SharedAnswer<>(any -> {
            asked.countDown();
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted;
            }
            go.join();
            return 7;
        });
        Future<Integer> first = askers.submit(() -> shared.read("k"));
        asked.await();
        CompletableFuture<Thread> stopped = new CompletableFuture<>();
        Future<Integer> second = askers.submit(() -> {
            Thread.currentThread().interrupt();
            stopped.complete(Thread.currentThread());
            return shared.read("k");
        });
        Thread waiting = stopped.get();
        await().until(() -> waiting.getState() == Thread.State.WAITING);
        CompletableFuture<Thread> came = new CompletableFuture<>();
        Future<Integer> third = askers.submit(() -> {
            came.complete(Thread.currentThread());
            return shared.read("k");
        });
        Thread behind = came.get();
        await().until(() -> behind.getState() == Thread.State.WAITING);
        go.complete(null);

        assertThat(first.get()).isEqualTo(7);
        assertThatThrownBy(second::get).hasCause(interrupted);
        assertThat(third.get()).isEqualTo(7);
    }
}
