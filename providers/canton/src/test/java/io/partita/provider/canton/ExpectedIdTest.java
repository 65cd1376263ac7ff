package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.AnotherParticipant;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.proto.health.Status.Builder;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.DisconnectSynchronizerResponse;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.provider.canton.access.Environment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpectedIdTest {

    private static final ParticipantName NAME = new ParticipantName("participant1");
    private static final ParticipantId ID = id("participant1", 'a');
    private static final ParticipantId OTHER = id("participant2", 'b');

    @Test
    void whoever_answers_is_asked_once_for_each_api_and_connection() throws Exception {
        try (FakeParticipant fake = answering(new FakeParticipant(InsecureServerCredentials.create()), ID, ID);
                Network network = network(fake)) {
            Participant participant = network.participant(NAME, ID);
            participant.disconnect("mysynchronizer");
            participant.disconnect("mysynchronizer");
            participant.ledgerEnd();
            participant.ledgerEnd();

            assertThat(fake.requests(ParticipantStatusServiceGrpc.getParticipantStatusMethod()))
                    .hasSize(1);
            assertThat(fake.requests(PartyManagementServiceGrpc.getGetParticipantIdMethod()))
                    .hasSize(1);
            assertThat(fake.requests(SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod()))
                    .hasSize(2);
        }
    }

    @Test
    void nothing_else_is_called_on_the_admin_api_of_another() {
        try (FakeParticipant fake = answering(new FakeParticipant(InsecureServerCredentials.create()), OTHER, ID);
                Network network = network(fake)) {
            AnotherParticipant refused = catchThrowableOfType(
                    AnotherParticipant.class,
                    () -> network.participant(NAME, ID).disconnect("mysynchronizer"));

            assertThat(refused.failure().kind()).isEqualTo(Kind.ANOTHER_PARTICIPANT);
            assertThat(refused.failure().text())
                    .contains(ID.toString(), OTHER.toString(), "localhost:" + fake.port(), "Admin API");
            assertThat(refused.found()).isEqualTo(OTHER);
            assertNotDisconnected(fake);
        }
    }

    @Test
    void nothing_else_is_called_on_the_ledger_api_of_another() {
        try (FakeParticipant fake = answering(new FakeParticipant(InsecureServerCredentials.create()), ID, OTHER);
                Network network = network(fake)) {
            AnotherParticipant refused = catchThrowableOfType(
                    AnotherParticipant.class,
                    () -> network.participant(NAME, ID).ledgerEnd());

            assertThat(refused.failure().text()).contains("Ledger API", ID.toString(), OTHER.toString());
            assertThat(fake.requests(StateServiceGrpc.getGetLedgerEndMethod())).isEmpty();
        }
    }

    @Test
    void who_does_not_say_its_id_is_not_believed() {
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .fail(PartyManagementServiceGrpc.getGetParticipantIdMethod(), Status.PERMISSION_DENIED);
                Network network = network(fake)) {
            CallFailed refused = catchThrowableOfType(
                    CallFailed.class, () -> network.participant(NAME, ID).ledgerEnd());

            assertThat(refused.failure().kind()).isEqualTo(Kind.NOT_PERMITTED);
            assertThat(refused.failure().text()).startsWith("nothing proves that this Ledger API is that of " + ID);
            assertThat(fake.requests(StateServiceGrpc.getGetLedgerEndMethod())).isEmpty();
        }
    }

    @Test
    void a_connection_that_is_made_anew_is_asked_again_before_a_change_is_sent() throws Exception {
        FakeParticipant first = answering(new FakeParticipant(InsecureServerCredentials.create()), ID, ID);
        int port = first.port();
        try (Network network = network(first)) {
            Participant participant = network.participant(NAME, ID);
            participant.disconnect("mysynchronizer");
            first.close();
            try (FakeParticipant second = answering(new FakeParticipant(port), OTHER, OTHER)) {
                AnotherParticipant refused =
                        catchThrowableOfType(AnotherParticipant.class, () -> untilAnswered(participant));

                assertThat(refused.found()).isEqualTo(OTHER);
                assertNotDisconnected(second);
            }
        } finally {
            first.close();
        }
    }

    @Test
    void a_restart_of_the_same_participant_changes_nothing() throws Exception {
        FakeParticipant first = answering(new FakeParticipant(InsecureServerCredentials.create()), ID, ID);
        int port = first.port();
        try (Network network = network(first)) {
            Participant participant = network.participant(NAME, ID);
            participant.disconnect("mysynchronizer");
            first.close();
            try (FakeParticipant second = answering(new FakeParticipant(port), ID, ID)) {
                untilAnswered(participant);

                assertThat(second.requests(ParticipantStatusServiceGrpc.getParticipantStatusMethod()))
                        .hasSize(1);
                assertThat(second.requests(SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod()))
                        .hasSize(1);
            }
        } finally {
            first.close();
        }
    }

    /** The call that meets the end of the old connection fails as any does; a caller tries again. */
    private static void untilAnswered(Participant participant) throws CallFailed {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                participant.disconnect("mysynchronizer");
                return;
            } catch (AnotherParticipant e) {
                throw e;
            } catch (CallFailed e) {
                assertThat(e.failure().kind()).isIn(Kind.UNREACHABLE, Kind.OUTCOME_UNKNOWN);
            }
        }
    }

    private static void assertNotDisconnected(FakeParticipant fake) {
        assertThat(fake.requests(SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod()))
                .isEmpty();
    }

    private static FakeParticipant answering(FakeParticipant fake, ParticipantId admin, ParticipantId ledger) {
        Builder common = io.partita.proto.health.Status.newBuilder()
                .setUid(admin.toString())
                .setVersion("3.5.0");
        ParticipantStatusResponse status = ParticipantStatusResponse.newBuilder()
                .setStatus(ParticipantStatusResponse.ParticipantStatusResponseStatus.newBuilder()
                        .setCommonStatus(common)
                        .setActive(true))
                .build();
        return fake.answer(ParticipantStatusServiceGrpc.getParticipantStatusMethod(), status)
                .answer(
                        PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdResponse.newBuilder()
                                .setParticipantId(ledger.toString())
                                .build())
                .answer(
                        SynchronizerConnectivityServiceGrpc.getDisconnectSynchronizerMethod(),
                        DisconnectSynchronizerResponse.getDefaultInstance())
                .answer(
                        StateServiceGrpc.getGetLedgerEndMethod(),
                        GetLedgerEndResponse.newBuilder().setOffset(7).build());
    }

    private static Network network(FakeParticipant fake) {
        Endpoint endpoint = new Endpoint("localhost", fake.port(), Optional.empty(), Optional.empty());
        Channels channels =
                Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(Path.of(""), Map.of()));
        return CantonNetwork.open(new TreeMap<>(Map.of(NAME, channels)), wait -> {});
    }

    private static ParticipantId id(String name, char namespace) {
        return ParticipantId.of(name + "::1220" + String.valueOf(namespace).repeat(64));
    }
}
