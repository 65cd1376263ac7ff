package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.partita.core.model.PackageId;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.proto.ledger.GetLatestPrunedOffsetsResponse;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.CountInFlightResponse;
import io.partita.proto.participant.DarDescription;
import io.partita.proto.participant.GetDarContentsResponse;
import io.partita.proto.participant.GetPackageReferencesResponse;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.ParticipantInspectionServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.protocol.DynamicSynchronizerParameters;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.pruning.GetParticipantScheduleResponse;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.proto.topology.BaseResult;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListSynchronizerParametersStateResponse;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that no participant has are an answer that is not understood, said with its name, and never a surprise. */
class HostileNumbersTest {

    private static final PartyId ALICE = PartyId.of("Alice::1220" + "ab".repeat(32));
    private static final SynchronizerId LOGICAL = SynchronizerId.of("da::1220" + "de".repeat(32));
    private static final PhysicalSynchronizerId HERE = new PhysicalSynchronizerId(LOGICAL, 34, 0);

    @ParameterizedTest
    @CsvSource({
        "-1, 0",
        "9223372036854775807, 0",
        "315576000001, 0",
        "1, -1",
        "1, 1000000000",
        "-9223372036854775808, 0"
    })
    void durations(long seconds, int nanos) {
        Duration duration =
                Duration.newBuilder().setSeconds(seconds).setNanos(nanos).build();
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        PruningServiceGrpc.getGetParticipantScheduleMethod(),
                        GetParticipantScheduleResponse.newBuilder()
                                .setSchedule(ParticipantPruningSchedule.newBuilder()
                                        .setSchedule(PruningSchedule.newBuilder()
                                                .setCron("0 0 * * * ?")
                                                .setMaxDuration(duration)
                                                .setRetention(duration)))
                                .build())
                .answer(
                        TopologyManagerReadServiceGrpc.getListSynchronizerParametersStateMethod(),
                        ListSynchronizerParametersStateResponse.newBuilder()
                                .addResults(ListSynchronizerParametersStateResponse.Result.newBuilder()
                                        .setItem(DynamicSynchronizerParameters.newBuilder()
                                                .setConfirmationResponseTimeout(duration)
                                                .setMediatorReactionTimeout(duration)))
                                .build())) {
            assertNotUnderstood(() -> fake.participant().pruningSchedule(), "a duration is out of range");
            assertNotUnderstood(() -> fake.participant().decisionTimeout(HERE), "a duration is out of range");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "2147483647, 1", "1, 0", "1, -5"})
    void serials_and_thresholds(int serial, int threshold) {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod(),
                        ListPartyToParticipantResponse.newBuilder()
                                .addResults(ListPartyToParticipantResponse.Result.newBuilder()
                                        .setContext(BaseResult.newBuilder().setSerial(serial))
                                        .setItem(PartyToParticipant.newBuilder()
                                                .setParty(ALICE.toString())
                                                .setThreshold(threshold)))
                                .build())) {
            assertNotUnderstood(() -> fake.participant().hosting(HERE, ALICE), "is out of range");
            assertNotUnderstood(() -> fake.participant().proposals(HERE, ALICE), "is out of range");
        }
    }

    @Test
    void offsets_and_counts() {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        StateServiceGrpc.getGetLedgerEndMethod(),
                        GetLedgerEndResponse.newBuilder().setOffset(-1).build())
                .answer(
                        StateServiceGrpc.getGetLatestPrunedOffsetsMethod(),
                        GetLatestPrunedOffsetsResponse.newBuilder()
                                .setParticipantPrunedUpToInclusive(Long.MIN_VALUE)
                                .build())
                .answer(
                        ParticipantInspectionServiceGrpc.getCountInFlightMethod(),
                        CountInFlightResponse.newBuilder()
                                .setPendingSubmissions(Integer.MAX_VALUE)
                                .setPendingTransactions(1)
                                .build())) {
            assertNotUnderstood(() -> fake.participant().ledgerEnd(), "the ledger end is out of range: -1");
            assertNotUnderstood(() -> fake.participant().prunedUpTo(), "the pruned offset is out of range");
            assertNotUnderstood(() -> fake.participant().inFlight(LOGICAL), "a value is out of range");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "abc\u001b[31m", "../x"})
    void ids_of_packages(String id) {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        PackageServiceGrpc.getGetPackageReferencesMethod(),
                        GetPackageReferencesResponse.newBuilder()
                                .addDars(DarDescription.newBuilder().setMain(id))
                                .build())
                .answer(PackageServiceGrpc.getGetDarContentsMethod(), GetDarContentsResponse.getDefaultInstance())) {
            assertNotUnderstood(
                    () -> fake.participant().darWith(new PackageId("p".repeat(64))), "the id of a package is not one");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MAX_VALUE, Long.MIN_VALUE, 100_000})
    void a_delay_that_cannot_be_one_does_not_hide_its_error(long seconds) {
        StatusRuntimeException error = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.ABORTED_VALUE)
                .setMessage("SERVER_OVERLOADED(2,0): busy")
                .addDetails(Any.pack(RetryInfo.newBuilder()
                        .setRetryDelay(Duration.newBuilder().setSeconds(seconds))
                        .build()))
                .build());
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        StateServiceGrpc.getGetLedgerEndMethod().getFullMethodName(),
                        new FakeParticipant.Answer(List.of(), error.getStatus(), error.getTrailers()))) {
            CallFailure failure = failure(() -> fake.participant().ledgerEnd());

            assertThat(failure.code()).isEqualTo("SERVER_OVERLOADED");
            assertThat(failure.retryAfter()).isEmpty();
        }
    }

    private static void assertNotUnderstood(ThrowingCallable call, String text) {
        CallFailure failure = failure(call);
        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure.code()).isEqualTo("ANSWER_NOT_UNDERSTOOD");
        assertThat(failure.text()).contains(text);
        assertThat(failure.attempted()).endsWith("on participant1");
    }

    private static CallFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(CallFailed.class, call).failure();
    }
}
