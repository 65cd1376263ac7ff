package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Participant;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.GetSynchronizerIdResponse;
import io.partita.proto.participant.ListRegisteredSynchronizersResponse;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.Recordings;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an error means, for a call that only reads and for one that changes something. */
class FailureTest {

    private static final MethodDescriptor<?, ?> READ = StateServiceGrpc.getGetLedgerEndMethod();
    private static final MethodDescriptor<?, ?> WRITE =
            SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNAVAILABLE         | SERVICE_NOT_RUNNING(1,0): index         | SERVICE_NOT_RUNNING                 | UNREACHABLE    | OUTCOME_UNKNOWN
            UNAVAILABLE         | SYNC_SERVICE_PASSIVE_REPLICA(1,0): no   | SYNC_SERVICE_PASSIVE_REPLICA        | UNREACHABLE    | UNREACHABLE
            UNAVAILABLE         | going away                              | UNAVAILABLE                         | UNREACHABLE    | OUTCOME_UNKNOWN
            ABORTED             | SERVER_OVERLOADED(2,0): busy            | SERVER_OVERLOADED                   | UNREACHABLE    | UNREACHABLE
            ABORTED             | who knows                               | ABORTED                             | UNREACHABLE    | OUTCOME_UNKNOWN
            DEADLINE_EXCEEDED   | REQUEST_TIME_OUT(3,0): late             | REQUEST_TIME_OUT                    | UNREACHABLE    | OUTCOME_UNKNOWN
            CANCELLED           | reset                                   | CANCELLED                           | UNREACHABLE    | OUTCOME_UNKNOWN
            INTERNAL            | An error occurred. Please contact the operator and inquire about the request <no-correlation-id> with tid <no-tid> | INTERNAL | REFUSED | OUTCOME_UNKNOWN
            UNKNOWN             | Application error processing RPC        | UNKNOWN                             | REFUSED        | OUTCOME_UNKNOWN
            FAILED_PRECONDITION | TOPOLOGY_SERIAL_MISMATCH(9,0): 1 not 2  | TOPOLOGY_SERIAL_MISMATCH            | REFUSED        | REFUSED
            INVALID_ARGUMENT    | INVALID_DAR(8,0): broken                | INVALID_DAR                         | REFUSED        | REFUSED
            OUT_OF_RANGE        | OFFSET_AFTER_LEDGER_END(12,0): later    | OFFSET_AFTER_LEDGER_END             | REFUSED        | REFUSED
            RESOURCE_EXHAUSTED  | gRPC message exceeds maximum size       | RESOURCE_EXHAUSTED                  | REFUSED        | REFUSED
            RESOURCE_EXHAUSTED  | too many requests                       | RESOURCE_EXHAUSTED                  | UNREACHABLE    | OUTCOME_UNKNOWN
            NOT_FOUND           | TOPOLOGY_STORE_NOT_FOUND(11,0): x       | TOPOLOGY_STORE_NOT_FOUND            | NOT_FOUND      | NOT_FOUND
            ALREADY_EXISTS      | TOPOLOGY_MAPPING_ALREADY_EXISTS(10,0):x | ALREADY_EXISTS                      | ALREADY_EXISTS | ALREADY_EXISTS
            ALREADY_EXISTS      | TOPOLOGY_MAPPING_ALREADY_EXISTS(10,0): x| TOPOLOGY_MAPPING_ALREADY_EXISTS     | ALREADY_EXISTS | ALREADY_EXISTS
            ALREADY_EXISTS      | TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED(10,0): 3 | TOPOLOGY_CONFIRMING_THRESHOLD_CANNOT_BE_REACHED | REFUSED | REFUSED
            UNAUTHENTICATED     | An error occurred.                      | UNAUTHENTICATED                     | NOT_PERMITTED  | NOT_PERMITTED
            PERMISSION_DENIED   | An error occurred.                      | PERMISSION_DENIED                   | NOT_PERMITTED  | NOT_PERMITTED
            UNIMPLEMENTED       | Method not found                        | UNIMPLEMENTED                       | UNSUPPORTED    | UNSUPPORTED
            """)
    void kinds(Status.Code status, String description, String code, Kind reading, Kind writing) {
        try (FakeParticipant fake = new FakeParticipant()
                .fail(READ, status.toStatus().withDescription(description))
                .fail(WRITE, status.toStatus().withDescription(description))) {
            CallFailure read = failure(() -> fake.participant().ledgerEnd());
            CallFailure write = failure(() -> fake.participant().disconnect("da"));

            assertThat(read.kind()).isEqualTo(reading);
            assertThat(write.kind()).isEqualTo(writing);
            assertThat(List.of(read.code(), write.code())).containsOnly(code);
            assertThat(read.attempted()).isEqualTo("reading the ledger end on participant1");
            assertThat(read.endpoint()).isEqualTo("fake:ledger");
            assertThat(fake.requests(WRITE)).as("writes are sent once").hasSize(1);
        }
    }

    @Test
    void a_redacted_answer_keeps_the_ids_under_which_the_log_has_it() {
        try (FakeParticipant fake = new FakeParticipant()
                .fail(
                        WRITE,
                        Status.INTERNAL.withDescription(
                                "An error occurred. Please contact the operator and inquire about the request 4711 with tid 0af7651916cd43dd8448eb211c80319c"))
                .fail(
                        WRITE,
                        Status.INVALID_ARGUMENT.withDescription(
                                "An error occurred. Please contact the operator and inquire about the request <no-correlation-id> with tid <no-tid>"))) {
            CallFailure first = failure(() -> fake.participant().disconnect("da"));
            CallFailure second = failure(() -> fake.participant().disconnect("da"));

            assertThat(first.answered().page()).isEqualTo("engine/docs/errors.md#redacted-answers");
            assertThat(first.answered().trace()).contains("request 4711 tid 0af7651916cd43dd8448eb211c80319c");
            assertThat(first.answered().status()).contains("INTERNAL");
            assertThat(second.answered().page()).isEqualTo("engine/docs/errors.md#redacted-answers");
            assertThat(second.answered().trace()).isEmpty();
        }
    }

    @Test
    void a_coded_answer_keeps_its_status_beside_its_code() {
        try (FakeParticipant fake = new FakeParticipant()
                .fail(WRITE, Status.FAILED_PRECONDITION.withDescription("TOPOLOGY_SERIAL_MISMATCH(9,0): 1 not 2"))
                .fail(WRITE, Status.FAILED_PRECONDITION.withDescription("FROM_TOMORROW(9,0): who knows"))) {
            CallFailure known = failure(() -> fake.participant().disconnect("da"));
            CallFailure unknown = failure(() -> fake.participant().disconnect("da"));

            assertThat(known.said())
                    .isEqualTo("fake:admin answered TOPOLOGY_SERIAL_MISMATCH (FAILED_PRECONDITION): 1 not 2");
            assertThat(known.answered().page()).isEqualTo("engine/docs/errors.md#topology_serial_mismatch");
            assertThat(unknown.said()).isEqualTo("fake:admin answered FROM_TOMORROW (FAILED_PRECONDITION): who knows");
            assertThat(unknown.answered().page()).isEqualTo("engine/docs/errors.md#a-code-that-is-not-here");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the alias that it is registered with; answers that it does not know it; calls in all; how the read ends
        "da,    2, 3, ",
        "da,    9, 4, STARTING",
        "other, 1, 1, NOT_FOUND",
    })
    void a_read_of_a_participant_that_is_starting_is_tried_again(
            String registered, int unknown, int calls, Kind failed) {
        MethodDescriptor<?, ?> lookingUp = SynchronizerConnectivityServiceGrpc.getGetSynchronizerIdMethod();
        String id = "da::1220" + "ab".repeat(32) + "::35-0";
        try (FakeParticipant fake = new FakeParticipant()) {
            fake.answer(
                    SynchronizerConnectivityServiceGrpc.getListRegisteredSynchronizersMethod(),
                    ListRegisteredSynchronizersResponse.newBuilder()
                            .addResults(ListRegisteredSynchronizersResponse.Result.newBuilder()
                                    .setConfig(SynchronizerConnectionConfig.newBuilder()
                                            .setSynchronizerAlias(registered)))
                            .build());
            for (int answer = 0; answer < unknown; answer++) {
                fake.fail(lookingUp, Status.NOT_FOUND.withDescription("SYNC_SERVICE_UNKNOWN_SYNCHRONIZER(11,0): da"));
            }
            fake.answer(
                    lookingUp,
                    GetSynchronizerIdResponse.newBuilder()
                            .setPhysicalSynchronizerId(id)
                            .build());

            Participant participant = fake.participant();
            if (failed == null) {
                assertThatCode(() -> assertThat(participant.synchronizer("da")).hasToString(id))
                        .doesNotThrowAnyException();
            } else {
                assertThat(failure(() -> participant.synchronizer("da")).kind()).isEqualTo(failed);
            }
            assertThat(fake.requests(lookingUp)).hasSize(calls);
        }
    }

    @Test
    void a_read_is_tried_again_until_it_succeeds() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .fail(READ, Status.UNAVAILABLE)
                .fail(READ, Status.ABORTED.withDescription("SERVER_OVERLOADED(2,0): busy"))
                .fail(READ, Status.DEADLINE_EXCEEDED.withDescription("REQUEST_TIME_OUT(3,0): late"))
                .answer(READ, GetLedgerEndResponse.newBuilder().setOffset(5).build())) {
            assertThat(fake.participant().ledgerEnd()).isEqualTo(5);
            assertThat(fake.requests(READ)).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, going away, 4",
        "FAILED_PRECONDITION, 'PARTICIPANT_PRUNED_DATA_ACCESSED(9,0): too old', 1",
        "OUT_OF_RANGE, 'OFFSET_AFTER_LEDGER_END(12,0): later', 4",
        "INTERNAL, redacted, 2",
        "INTERNAL, 'SOMETHING(4,0): said', 1",
        "INVALID_ARGUMENT, 'MISSING_FIELD(8,0): x', 1",
        "UNIMPLEMENTED, Method not found, 1",
        "PERMISSION_DENIED, redacted, 1",
        "UNAUTHENTICATED, redacted, 1"
    })
    void a_read_is_tried_as_often_as_its_error_allows(Status.Code status, String description, int attempts) {
        try (FakeParticipant fake =
                new FakeParticipant().fail(READ, status.toStatus().withDescription(description))) {
            failure(() -> fake.participant().ledgerEnd());

            assertThat(fake.requests(READ)).hasSize(attempts);
        }
    }

    @Test
    void a_participant_that_asks_for_more_patience_than_there_is_gets_the_caller_told() {
        Metadata trailers = details(
                Status.Code.UNAVAILABLE,
                "ABORTED_DUE_TO_SHUTDOWN(1,0): stopping",
                Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(10))
                        .build()));
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        READ.getFullMethodName(),
                        new FakeParticipant.Answer(
                                List.of(),
                                Status.UNAVAILABLE.withDescription("ABORTED_DUE_TO_SHUTDOWN(1,0): stopping"),
                                trailers))) {
            CallFailure failure = failure(() -> fake.participant().ledgerEnd());

            assertThat(failure.retryAfter()).contains(java.time.Duration.ofSeconds(10));
            assertThat(fake.requests(READ)).hasSize(1);
        }
    }

    @Test
    void the_reason_that_canton_hides_in_the_details_is_shown() {
        String description = "PROTO_DESERIALIZATION_FAILURE(8,0): Deserialization of protobuf message failed";
        Metadata trailers = details(
                Status.Code.INVALID_ARGUMENT,
                description,
                Any.pack(ErrorInfo.newBuilder()
                        .setReason("PROTO_DESERIALIZATION_FAILURE")
                        .putMetadata("category", "8")
                        .putMetadata("reason", "FieldNotSet(x)")
                        .build()));
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        READ.getFullMethodName(),
                        new FakeParticipant.Answer(
                                List.of(), Status.INVALID_ARGUMENT.withDescription(description), trailers))) {
            CallFailure failure = failure(() -> fake.participant().ledgerEnd());

            assertThat(failure.code()).isEqualTo("PROTO_DESERIALIZATION_FAILURE");
            assertThat(failure.text()).isEqualTo("Deserialization of protobuf message failed: FieldNotSet(x)");
        }
    }

    @Test
    void an_endpoint_where_nothing_is_makes_a_write_unreachable_not_unknown() {
        Channels nowhere = Channels.of("gone", FailureTest::nowhere, "gone", FailureTest::nowhere);
        Participant participant = new CantonParticipant(new ParticipantName("participant1"), nowhere);

        assertThat(failure(() -> participant.disconnect("da")).kind()).isEqualTo(Kind.UNREACHABLE);
        nowhere.close();
    }

    @Test
    void every_recorded_error_has_its_code() {
        int codes = 0;
        for (var entry : Recordings.index()) {
            for (RecordedCall call : entry.load().calls()) {
                if (call.status().isOk() || call.status().detail("ErrorInfo").isEmpty()) {
                    continue;
                }
                try (FakeParticipant fake =
                        new FakeParticipant().answer(WRITE.getFullMethodName(), FakeParticipant.answer(call))) {
                    CallFailure failure = failure(() -> fake.participant().disconnect("da"));
                    assertThat(failure.code())
                            .isEqualTo(call.status()
                                    .detail("ErrorInfo")
                                    .orElseThrow()
                                    .json()
                                    .get("reason")
                                    .asText());
                    assertThat(failure.text()).doesNotContain(failure.code() + "(");
                    codes++;
                }
            }
        }
        assertThat(codes).isGreaterThan(150);
    }

    @Test
    void an_interrupted_read_is_over_at_once_and_says_so() {
        PartyId party = PartyId.of("Alice::1220" + "ab".repeat(32));
        try (FakeParticipant fake = new FakeParticipant()) {
            Thread.currentThread().interrupt();

            CallFailure failure = failure(() -> fake.participant().anyActiveContract(party, 3));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        }
    }

    private static ManagedChannel nowhere() {
        return InProcessChannelBuilder.forName("nobody-listens-here").build();
    }

    private static Metadata details(Status.Code code, String message, Any detail) {
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                com.google.rpc.Status.newBuilder()
                        .setCode(code.value())
                        .setMessage(message)
                        .addDetails(detail)
                        .build()
                        .toByteArray());
        return trailers;
    }

    private static CallFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).failure();
    }
}
