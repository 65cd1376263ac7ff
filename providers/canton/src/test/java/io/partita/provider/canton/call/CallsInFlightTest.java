package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsInFlightTest {

    private static final MethodDescriptor<?, ?> AUTHORIZE = TopologyManagerWriteServiceGrpc.getAuthorizeMethod();
    private static final MethodDescriptor<?, ?> LIST = TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod();

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CallsInFlight calls = new CallsInFlight();

    @AfterEach
    void over() {
        answers.release(10_000);
        callers.shutdown();
    }

    private int answered() {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        answers.acquireUninterruptibly();
        underWay.decrementAndGet();
        return 1;
    }

    private List<Future<Integer>> make(int many, MethodDescriptor<?, ?> method) {
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(callers.submit(() -> calls.make(method, this::answered)));
        }
        return all;
    }

    @Test
    void begins_with_sixteen_and_lets_the_others_wait() throws Exception {
        List<Future<Integer>> all = make(100, AUTHORIZE);
        await().untilAsserted(() -> assertThat(underWay).hasValue(16));

        answers.release(100);

        int done = 0;
        for (Future<Integer> one : all) {
            done += one.get();
        }
        assertThat(done).isEqualTo(100);
    }

    @Test
    void one_method_does_not_wait_for_another() {
        make(100, AUTHORIZE);
        await().untilAsserted(() -> assertThat(underWay).hasValue(16));

        make(3, LIST);

        await().untilAsserted(() -> assertThat(underWay).hasValue(19));
    }

    @Test
    void fewer_are_under_way_when_the_participant_has_enough() throws Exception {
        StatusRuntimeException enough = Status.ABORTED
                .withDescription("TOPOLOGY_TOO_MANY_PENDING_TOPOLOGY_TRANSACTIONS(2,0): too many")
                .asRuntimeException();
        List<Future<Integer>> refused = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            refused.add(callers.submit(() -> calls.make(AUTHORIZE, () -> {
                throw enough;
            })));
        }
        for (Future<Integer> one : refused) {
            assertThatThrownBy(one::get).hasRootCause(enough);
        }

        make(40, AUTHORIZE);

        await().untilAsserted(() -> assertThat(underWay).hasPositiveValue());
        answers.release(40);
        await().untilAsserted(() -> assertThat(underWay).hasValue(0));
        assertThat(most.get()).isLessThan(16);
    }

    @Test
    void what_fails_gives_its_place_back() throws Exception {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> calls.make(LIST, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
        }

        make(16, LIST);

        await().untilAsserted(() -> assertThat(underWay).hasValue(16));
    }
}
