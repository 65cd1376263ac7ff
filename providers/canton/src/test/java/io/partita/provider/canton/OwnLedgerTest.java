package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The two endpoints of a participant have to belong to one participant: a party that is in use on the one looks unused
 * on the other.
 */
class OwnLedgerTest {

    private static final String OTHER = "participant2::1220" + "ef".repeat(32);

    @Test
    void a_ledger_of_another_participant_is_refused() {
        try (FakeParticipant fake = Statuses.admin(new FakeParticipant(), "3.5.10")
                .answer(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdResponse.newBuilder()
                                .setParticipantId(OTHER)
                                .build())) {
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> fake.participant().status());

            assertThat(failed.failure().kind()).isEqualTo(Kind.REFUSED);
            assertThat(failed.failure().code()).isEqualTo("LEDGER_OF_ANOTHER_PARTICIPANT");
            assertThat(failed.failure().text())
                    .contains(OTHER, Statuses.UID)
                    .endsWith("correct 'admin' or 'ledger' of participant1");
        }
    }

    @Test
    void its_own_ledger_is_taken() throws CallFailed {
        try (FakeParticipant fake = Statuses.admin(new FakeParticipant(), "3.5.10")
                .answer(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdResponse.newBuilder()
                                .setParticipantId(Statuses.UID)
                                .build())) {
            assertThat(fake.participant().status().id()).hasToString(Statuses.UID);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"PERMISSION_DENIED", "UNAUTHENTICATED", "UNIMPLEMENTED"})
    void a_ledger_that_does_not_say_whose_it_is_is_not_believed(Status.Code code) {
        try (FakeParticipant fake = Statuses.admin(new FakeParticipant(), "3.5.10")
                .fail(PartyManagementServiceGrpc.getGetParticipantIdMethod(), code.toStatus())) {
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> fake.participant().status());

            assertThat(failed.failure().text())
                    .startsWith("nothing proves that this Ledger API belongs to " + Statuses.UID);
            assertThat(failed.failure().kind()).isIn(Kind.NOT_PERMITTED, Kind.UNSUPPORTED);
        }
    }
}
