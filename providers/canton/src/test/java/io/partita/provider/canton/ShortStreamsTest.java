package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.stub.StreamObserver;
import io.partita.core.model.PartyId;
import io.partita.core.provider.Participant;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many who look for one contract each: a participant answers a bounded number of them at a time. */
class ShortStreamsTest {

    private static final int FIRST = 16;
    private static final int MANY = 80;

    /** Streams that are not answered until the test says so. */
    private static final class Ledger extends StateServiceGrpc.StateServiceImplBase {

        private final Queue<StreamObserver<GetActiveContractsResponse>> open = new ConcurrentLinkedQueue<>();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void getActiveContracts(
                GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> answer) {
            open.add(answer);
            most.accumulateAndGet(open.size(), Math::max);
            begun.incrementAndGet();
        }

        void answerAll() {
            for (var answer = open.poll(); answer != null; answer = open.poll()) {
                answer.onCompleted();
            }
        }
    }

    @Test
    void are_bounded_as_calls_are() throws Exception {
        Ledger ledger = new Ledger();
        ExecutorService askers = Executors.newFixedThreadPool(MANY);
        try (FakeParticipant fake = new FakeParticipant(ledger)) {
            Participant participant = fake.participant();
            List<Future<Boolean>> found = new ArrayList<>();
            // At different offsets nobody can be asked about together.
            IntStream.range(0, MANY)
                    .forEach(number -> found.add(askers.submit(() -> participant
                            .anyActiveContract(PartyId.of("party" + number + "::1220" + "a".repeat(64)), 9 + number)
                            .isPresent())));

            await().untilAsserted(() -> assertThat(ledger.begun).hasValue(FIRST));
            await().until(() -> {
                ledger.answerAll();
                return found.stream().allMatch(Future::isDone);
            });

            for (Future<Boolean> one : found) {
                assertThat(one.get()).isFalse();
            }
            assertThat(ledger.begun).hasValue(MANY);
            // Answers let it grow, and not to all of them at once.
            assertThat(ledger.most.get()).as("under way at a time").isBetween(FIRST, MANY / 2);
        } finally {
            askers.shutdownNow();
        }
    }
}
