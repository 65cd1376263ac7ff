package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.Participant;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.OffsetCheckpoint;
import io.partita.proto.ledger.ParticipantAuthorizationAdded;
import io.partita.proto.ledger.ParticipantAuthorizationOnboarding;
import io.partita.proto.ledger.ParticipantAuthorizationRevoked;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.StateServiceGrpc.StateServiceImplBase;
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyTransaction;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.Recordings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LedgerReadTest {

    private static final PartyId ALICE = PartyId.of("Alice::1220" + "ab".repeat(32));
    private static final ParticipantId TARGET = ParticipantId.of("participant2::1220" + "ef".repeat(32));
    private static final SynchronizerId HERE = SynchronizerId.of("da::1220" + "de".repeat(32));
    private static final SynchronizerId THERE = SynchronizerId.of("db::1220" + "de".repeat(32));

    @Test
    void the_first_contract_ends_the_stream() throws Exception {
        Endless service = new Endless();
        try (FakeParticipant fake = new FakeParticipant(service)) {
            assertThat(fake.participant().anyActiveContract(ALICE, 7)).hasValueSatisfying(evidence -> {
                assertThat(evidence.contractId()).isEqualTo("c1");
                assertThat(evidence.createdAtOffset()).isEqualTo(1);
            });

            Awaitility.await().untilTrue(service.cancelled);
            assertThat(service.sent).hasValueLessThan(10);
            assertThat(service.request.getActiveAtOffset()).isEqualTo(7);
            assertThat(service.request.getEventFormat().getVerbose()).isFalse();
        }
    }

    @Test
    void a_slow_reader_is_not_flooded() throws Exception {
        Endless service = new Endless();
        AtomicLong taken = new AtomicLong();
        try (FakeParticipant fake = new FakeParticipant(service)) {
            RuntimeException enough = new IllegalStateException("enough");

            assertThat(catchThrowableOfType(
                            IllegalStateException.class,
                            () -> fake.participant().activeContractIds(ALICE, HERE, 7, id -> {
                                if (taken.incrementAndGet() == 1000) {
                                    throw enough;
                                }
                            })))
                    .isSameAs(enough);

            Awaitility.await().untilTrue(service.cancelled);
            assertThat(service.sent).hasValueLessThan(1100);
        }
    }

    @Test
    void offset_zero_and_empty_ranges_are_empty_without_a_call() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()) {
            Participant participant = fake.participant();

            assertThat(participant.anyActiveContract(ALICE, 0)).isEmpty();
            assertThat(participant.contractSummary(ALICE, HERE, 0).contracts()).isZero();
            assertThat(participant.anyTransaction(ALICE, 5, 5)).isEmpty();
            assertThat(participant.activations(ALICE, HERE, TARGET, 5, 4)).isEmpty();
        }
    }

    @Test
    void contracts_are_summed_per_package_on_one_synchronizer() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        StateServiceGrpc.getGetActiveContractsMethod(),
                        entry("c1", HERE, "p1", "p1"),
                        entry("c2", HERE, "p1", "p2"),
                        entry("c3", THERE, "p3", "p3"),
                        entry("c4", HERE, "p1", ""))) {
            ContractSummary summary = fake.participant().contractSummary(ALICE, HERE, 9);

            assertThat(summary.contracts()).isEqualTo(3);
            assertThat(summary.packages()).containsOnlyKeys(new PackageId("p1"), new PackageId("p2"));
            assertThat(summary.packages())
                    .containsEntry(new PackageId("p1"), 3L)
                    .containsEntry(new PackageId("p2"), 1L);
            List<String> ids = new ArrayList<>();
            fake.participant().activeContractIds(ALICE, HERE, 9, ids::add);
            assertThat(ids).containsExactly("c1", "c2", "c4");
        }
    }

    @Test
    void an_activation_is_what_made_the_participant_a_host() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        UpdateServiceGrpc.getGetUpdatesMethod(),
                        topology(3, THERE, added(TARGET)),
                        topology(4, HERE, added(ParticipantId.of("participant3::1220" + "ee".repeat(32)))),
                        topology(5, HERE, onboarding(TARGET)),
                        topology(6, HERE, added(TARGET)),
                        topology(7, HERE, revoked(TARGET)),
                        topology(8, HERE, added(TARGET)))) {
            assertThat(fake.participant().activations(ALICE, HERE, TARGET, 2, 10))
                    .containsExactly(
                            new Activation(5, Instant.ofEpochSecond(1005)),
                            new Activation(8, Instant.ofEpochSecond(1008)));
            GetUpdatesRequest request = GetUpdatesRequest.parseFrom(
                    fake.requests(UpdateServiceGrpc.getGetUpdatesMethod()).get(0));
            assertThat(request.getBeginExclusive()).isEqualTo(2);
            assertThat(request.getEndInclusive()).isEqualTo(10);
        }
    }

    @Test
    void a_checkpoint_is_no_use_and_a_transaction_is() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        UpdateServiceGrpc.getGetUpdatesMethod(),
                        GetUpdatesResponse.newBuilder()
                                .setOffsetCheckpoint(OffsetCheckpoint.getDefaultInstance())
                                .build(),
                        GetUpdatesResponse.newBuilder()
                                .setTransaction(Transaction.newBuilder()
                                        .setUpdateId("u1")
                                        .setOffset(6))
                                .build())) {
            assertThat(fake.participant().anyTransaction(ALICE, 2, 10)).hasValueSatisfying(evidence -> {
                assertThat(evidence.updateId()).isEqualTo("u1");
                assertThat(evidence.offset()).isEqualTo(6);
            });
        }
    }

    @Test
    void recorded_contracts_and_updates_are_understood() throws Exception {
        int contracts = 0;
        int updates = 0;
        for (var entry : Recordings.index()) {
            for (RecordedCall call : entry.load().calls()) {
                if (!call.status().isOk()) {
                    continue;
                }
                if (call.method().equals("com.daml.ledger.api.v2.StateService/GetActiveContracts")) {
                    try (FakeParticipant fake =
                            new FakeParticipant().answer(call.method(), FakeParticipant.answer(call))) {
                        assertThat(fake.participant()
                                        .anyActiveContract(ALICE, 9)
                                        .isPresent())
                                .isEqualTo(!call.responses().isEmpty());
                        contracts++;
                    }
                } else if (call.method().equals("com.daml.ledger.api.v2.UpdateService/GetUpdates")) {
                    try (FakeParticipant fake =
                            new FakeParticipant().answer(call.method(), FakeParticipant.answer(call))) {
                        boolean used = call.responses().stream()
                                .map(message -> message.json().orElseThrow())
                                .anyMatch(json -> json.has("transaction") || json.has("reassignment"));
                        assertThat(fake.participant()
                                        .anyTransaction(ALICE, 0, Integer.MAX_VALUE)
                                        .isPresent())
                                .isEqualTo(used);
                        updates++;
                    }
                }
            }
        }
        assertThat(contracts).isGreaterThan(50);
        assertThat(updates).isGreaterThan(50);
    }

    private static GetActiveContractsResponse entry(
            String id, SynchronizerId synchronizer, String created, String representative) {
        return GetActiveContractsResponse.newBuilder()
                .setActiveContract(ActiveContract.newBuilder()
                        .setSynchronizerId(synchronizer.toString())
                        .setCreatedEvent(CreatedEvent.newBuilder()
                                .setContractId(id)
                                .setOffset(1)
                                .setTemplateId(Identifier.newBuilder().setPackageId(created))
                                .setRepresentativePackageId(representative)))
                .build();
    }

    private static GetUpdatesResponse topology(long offset, SynchronizerId synchronizer, TopologyEvent event) {
        return GetUpdatesResponse.newBuilder()
                .setTopologyTransaction(TopologyTransaction.newBuilder()
                        .setOffset(offset)
                        .setSynchronizerId(synchronizer.toString())
                        .setRecordTime(Timestamp.newBuilder().setSeconds(1000 + offset))
                        .addEvents(event))
                .build();
    }

    private static TopologyEvent added(ParticipantId participant) {
        return TopologyEvent.newBuilder()
                .setParticipantAuthorizationAdded(ParticipantAuthorizationAdded.newBuilder()
                        .setPartyId(ALICE.toString())
                        .setParticipantId(participant.toString()))
                .build();
    }

    private static TopologyEvent onboarding(ParticipantId participant) {
        return TopologyEvent.newBuilder()
                .setParticipantAuthorizationOnboarding(ParticipantAuthorizationOnboarding.newBuilder()
                        .setPartyId(ALICE.toString())
                        .setParticipantId(participant.toString()))
                .build();
    }

    private static TopologyEvent revoked(ParticipantId participant) {
        return TopologyEvent.newBuilder()
                .setParticipantAuthorizationRevoked(ParticipantAuthorizationRevoked.newBuilder()
                        .setPartyId(ALICE.toString())
                        .setParticipantId(participant.toString()))
                .build();
    }

    /** Sends contracts as long as somebody takes them. */
    private static final class Endless extends StateServiceImplBase {

        private final AtomicLong sent = new AtomicLong();
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private volatile GetActiveContractsRequest request;

        @Override
        public void getActiveContracts(
                GetActiveContractsRequest asked, StreamObserver<GetActiveContractsResponse> answer) {
            request = asked;
            ServerCallStreamObserver<GetActiveContractsResponse> out =
                    (ServerCallStreamObserver<GetActiveContractsResponse>) answer;
            out.setOnCancelHandler(() -> cancelled.set(true));
            out.setOnReadyHandler(() -> {
                while (out.isReady()) {
                    out.onNext(entry("c" + sent.incrementAndGet(), HERE, "p", "p"));
                }
            });
        }
    }
}
