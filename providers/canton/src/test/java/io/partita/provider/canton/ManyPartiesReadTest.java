package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Event;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.ParticipantAuthorizationAdded;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyTransaction;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.UpdateServiceGrpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many who ask about a party each at the same time are answered by few calls, and each as if he had asked alone. */
class ManyPartiesReadTest {

    private static final int MANY = 80;
    private static final ParticipantId HOST = ParticipantId.of("participant2::1220" + "ef".repeat(32));
    private static final SynchronizerId HERE = SynchronizerId.of("da::1220" + "de".repeat(32));

    private final ExecutorService askers = Executors.newCachedThreadPool();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Ledger ledger = new Ledger(open);
    private final History history = new History(open);

    @AfterEach
    void over() {
        askers.shutdownNow();
    }

    private static PartyId party(int number) {
        return PartyId.of("party" + number + "::1220" + "a".repeat(64));
    }

    /** What is asked about one of the parties. */
    private interface Ask<A> {
        A about(PartyId party) throws CallFailed;
    }

    /** Nobody is answered before all have asked. */
    private <A> List<A> askAll(Ask<A> ask) throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        List<Future<A>> asked = new ArrayList<>();
        IntStream.range(0, MANY)
                .forEach(number -> asked.add(askers.submit(() -> {
                    threads.add(Thread.currentThread());
                    return ask.about(party(number));
                })));
        await().until(() -> threads.stream()
                        .filter(thread -> thread.getState() == Thread.State.WAITING
                                || thread.getState() == Thread.State.TIMED_WAITING)
                        .count()
                == MANY);
        open.countDown();
        List<A> answers = new ArrayList<>();
        for (Future<A> one : asked) {
            answers.add(one.get());
        }
        return answers;
    }

    private static void pass(CountDownLatch door) {
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Answers for whoever is asked about. */
    private static final class Ledger extends StateServiceGrpc.StateServiceImplBase {

        private final Queue<Set<String>> calls = new ConcurrentLinkedQueue<>();
        private final Set<String> holders = new HashSet<>();
        private final CountDownLatch open;
        private int contracts = 1;
        private boolean refusesMany;

        Ledger(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public void getActiveContracts(
                GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> answer) {
            Set<String> parties =
                    request.getEventFormat().getFiltersByPartyMap().keySet();
            calls.add(parties);
            pass(open);
            if (refusesMany && parties.size() > 1) {
                answer.onError(Status.PERMISSION_DENIED.asRuntimeException());
                return;
            }
            parties.stream()
                    .sorted()
                    .filter(holders::contains)
                    .forEach(holder -> IntStream.range(0, contracts).forEach(number -> answer.onNext(entry(holder))));
            answer.onCompleted();
        }

        private static GetActiveContractsResponse entry(String holder) {
            return GetActiveContractsResponse.newBuilder()
                    .setActiveContract(ActiveContract.newBuilder()
                            .setSynchronizerId(HERE.toString())
                            .setCreatedEvent(CreatedEvent.newBuilder()
                                    .setContractId("of " + holder)
                                    .setOffset(3)
                                    .addWitnessParties(holder)))
                    .build();
        }
    }

    /** One transaction of each party at the offset of its number, and the topology transaction that made it hosted. */
    private static final class History extends UpdateServiceGrpc.UpdateServiceImplBase {

        private final Queue<Set<String>> calls = new ConcurrentLinkedQueue<>();
        private final CountDownLatch open;
        private boolean alsoForNobody;

        History(CountDownLatch open) {
            this.open = open;
        }

        @Override
        public void getUpdates(GetUpdatesRequest request, StreamObserver<GetUpdatesResponse> answer) {
            boolean topology = request.getUpdateFormat().hasIncludeTopologyEvents();
            Set<String> parties = topology
                    ? new HashSet<>(request.getUpdateFormat()
                            .getIncludeTopologyEvents()
                            .getIncludeParticipantAuthorizationEvents()
                            .getPartiesList())
                    : request.getUpdateFormat()
                            .getIncludeTransactions()
                            .getEventFormat()
                            .getFiltersByPartyMap()
                            .keySet();
            calls.add(parties);
            pass(open);
            for (int number = 0; number < MANY; number++) {
                long offset = number + 1L;
                if (parties.contains(party(number).toString())
                        && offset > request.getBeginExclusive()
                        && offset <= request.getEndInclusive()) {
                    answer.onNext(topology ? hosted(number, offset) : transaction(number, offset));
                    if (alsoForNobody) {
                        // All that others did lies in one update, and this names only the first of them.
                        break;
                    }
                }
            }
            answer.onCompleted();
        }

        private GetUpdatesResponse transaction(int number, long offset) {
            Transaction.Builder transaction = Transaction.newBuilder()
                    .setUpdateId("update" + number)
                    .setOffset(offset)
                    .addEvents(Event.newBuilder()
                            .setCreated(CreatedEvent.newBuilder()
                                    .addWitnessParties(party(number).toString())));
            if (alsoForNobody) {
                transaction.addEvents(Event.getDefaultInstance());
            }
            return GetUpdatesResponse.newBuilder().setTransaction(transaction).build();
        }

        private static GetUpdatesResponse hosted(int number, long offset) {
            return GetUpdatesResponse.newBuilder()
                    .setTopologyTransaction(TopologyTransaction.newBuilder()
                            .setSynchronizerId(HERE.toString())
                            .setOffset(offset)
                            .addEvents(TopologyEvent.newBuilder()
                                    .setParticipantAuthorizationAdded(ParticipantAuthorizationAdded.newBuilder()
                                            .setPartyId(party(number).toString())
                                            .setParticipantId(HOST.toString()))))
                    .build();
        }
    }

    private List<Boolean> holding(Participant participant) throws Exception {
        return askAll(party -> participant.anyActiveContract(party, 9).isPresent());
    }

    private static List<Boolean> only(Integer... holders) {
        return IntStream.range(0, MANY).mapToObj(List.of(holders)::contains).toList();
    }

    @Test
    void contracts_are_looked_for_together() throws Exception {
        ledger.holders.add(party(7).toString());
        ledger.holders.add(party(70).toString());
        try (FakeParticipant fake = new FakeParticipant(ledger)) {
            Participant participant = fake.participant();

            assertThat(holding(participant)).isEqualTo(only(7, 70));

            assertThat(ledger.calls).hasSizeLessThan(MANY).anyMatch(parties -> parties.size() > 1);
        }
    }

    /** Whoever stands behind one with many contracts is asked about for himself. */
    @Test
    void many_contracts_of_one_hide_nobody() throws Exception {
        IntStream.range(0, MANY)
                .filter(number -> number % 2 == 0)
                .forEach(number -> ledger.holders.add(party(number).toString()));
        ledger.contracts = 100;
        try (FakeParticipant fake = new FakeParticipant(ledger)) {
            assertThat(holding(fake.participant()))
                    .isEqualTo(IntStream.range(0, MANY)
                            .mapToObj(number -> number % 2 == 0)
                            .toList());
        }
    }

    /** A user may be allowed to read as each of them alone, and is then asked for each alone. */
    @Test
    void where_many_may_not_be_asked_about_each_is() throws Exception {
        ledger.holders.add(party(70).toString());
        ledger.refusesMany = true;
        try (FakeParticipant fake = new FakeParticipant(ledger)) {
            assertThat(holding(fake.participant())).isEqualTo(only(70));
        }
    }

    @Test
    void transactions_are_looked_for_together_each_in_its_own_range() throws Exception {
        try (FakeParticipant fake = new FakeParticipant(history)) {
            Participant participant = fake.participant();

            List<String> found = askAll(party -> {
                int number = Integer.parseInt(party.uid().identifier().substring("party".length()));
                // Of every other the range begins after what it did.
                long begin = number % 2 == 0 ? number : number + 1;
                return participant
                        .anyTransaction(party, begin, 1_000)
                        .map(evidence -> evidence.updateId() + " at " + evidence.offset())
                        .orElse("none");
            });

            assertThat(found)
                    .isEqualTo(IntStream.range(0, MANY)
                            .mapToObj(number -> number % 2 == 0 ? "update" + number + " at " + (number + 1) : "none")
                            .toList());
            assertThat(history.calls).anyMatch(parties -> parties.size() > 1);
        }
    }

    /** What was sent for one of them and for somebody who is not named is nobody's proof that nothing happened. */
    @Test
    void an_event_that_names_nobody_leaves_all_open() throws Exception {
        history.alsoForNobody = true;
        try (FakeParticipant fake = new FakeParticipant(history)) {
            Participant participant = fake.participant();

            assertThat(askAll(
                            party -> participant.anyTransaction(party, 0, 1_000).isPresent()))
                    .containsOnly(true);
        }
    }

    @Test
    void activations_are_looked_for_together() throws Exception {
        try (FakeParticipant fake = new FakeParticipant(history)) {
            Participant participant = fake.participant();

            List<Long> found = askAll(party ->
                    participant.activations(party, HERE, HOST, 0, 1_000).get(0).offset());

            assertThat(found)
                    .isEqualTo(IntStream.rangeClosed(1, MANY)
                            .mapToObj(number -> (long) number)
                            .toList());
            assertThat(history.calls).hasSizeLessThan(MANY).anyMatch(parties -> parties.size() > 1);
        }
    }
}
