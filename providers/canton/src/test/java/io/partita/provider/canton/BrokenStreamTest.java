package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import com.google.rpc.Code;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Secret;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.ArchivedEvent;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Event;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.Transaction;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long read outlives its token and a lost connection: it goes on where it stopped, and nothing is seen twice or left
 * out.
 */
class BrokenStreamTest {

    private static final PartyId ALICE = PartyId.of("Alice::1220" + "ab".repeat(32));
    private static final SynchronizerId HERE = SynchronizerId.of("da::1220" + "de".repeat(32));
    private static final String CONTRACTS =
            StateServiceGrpc.getGetActiveContractsMethod().getFullMethodName();
    private static final String UPDATES =
            UpdateServiceGrpc.getGetUpdatesMethod().getFullMethodName();
    private static final Secret RENEWABLE =
            Secret.of("command").with("words", List.of("sh", "-c", "echo >> fetched; wc -l < fetched"));

    @TempDir
    private Path folder;

    @Test
    void contracts_go_on_behind_the_last_one_with_a_fresh_token() throws Exception {
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .answer(CONTRACTS, over(contract("c1", "after-1"), contract("c2", "after-2")))
                        .answer(CONTRACTS, over(contract("c3", "after-3")))
                        .answer(CONTRACTS, whole(contract("c4", "after-4")));
                Channels channels = channels(fake, RENEWABLE)) {
            assertThat(ids(participant(channels))).containsExactly("c1", "c2", "c3", "c4");

            assertThat(fake.requests(StateServiceGrpc.getGetActiveContractsMethod()))
                    .extracting(bytes -> GetActiveContractsRequest.parseFrom(bytes)
                            .getStreamContinuationToken()
                            .toStringUtf8())
                    .containsExactly("", "after-2", "after-3");
            assertThat(fake.headers().get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
                    .isEqualTo("Bearer 3");
        }
    }

    @Test
    void without_a_place_to_go_on_the_stream_is_repeated_and_what_was_seen_is_skipped() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(CONTRACTS, broken(contract("c1", ""), contract("c2", "")))
                .answer(CONTRACTS, broken(contract("c1", "")))
                .answer(CONTRACTS, whole(contract("c1", ""), contract("c2", ""), contract("c3", "")))) {
            assertThat(ids(fake.participant())).containsExactly("c1", "c2", "c3");
        }
    }

    @Test
    void a_repeated_stream_that_begins_differently_is_not_believed() {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(CONTRACTS, broken(contract("c1", "")))
                .answer(CONTRACTS, whole(contract("c9", ""), contract("c3", "")))) {
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ids(fake.participant()));

            assertThat(failed.failure().text()).contains("the participant answered something else");
        }
    }

    @Test
    void a_stream_that_never_gets_any_further_is_given_up() {
        try (FakeParticipant fake = new FakeParticipant().answer(CONTRACTS, broken(contract("c1", "")))) {
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ids(fake.participant()));

            assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fake.requests(StateServiceGrpc.getGetActiveContractsMethod()))
                    .hasSizeBetween(4, 5);
        }
    }

    @Test
    void a_stream_that_gets_a_little_further_each_time_is_given_up_at_last() {
        FakeParticipant breaking = new FakeParticipant();
        for (int number = 1; number <= Caller.MOST_ATTEMPTS; number++) {
            breaking.answer(CONTRACTS, broken(contract("c" + number, "after-" + number)));
        }
        try (FakeParticipant fake = breaking;
                Network network = CantonNetwork.open(
                        new TreeMap<>(Map.of(new ParticipantName("participant1"), fake.channels())), wait -> {})) {
            Participant participant = network.participant(new ParticipantName("participant1"));
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ids(participant));

            assertThat(failed.failure().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fake.requests(StateServiceGrpc.getGetActiveContractsMethod()))
                    .hasSize(1 + ReadLimits.USUAL.resumptions());
        }
    }

    @Test
    void updates_go_on_after_the_last_offset() throws Exception {
        try (FakeParticipant fake = new FakeParticipant()
                .answer(UPDATES, broken(archival(4, "c1"), archival(6, "c2")))
                .answer(UPDATES, whole(archival(9, "c3")))) {
            List<String> ids = new ArrayList<>();

            fake.participant().archivedContractIds(ALICE, 2, 10, ids::add);

            assertThat(ids).containsExactly("c1", "c2", "c3");
            assertThat(fake.requests(UpdateServiceGrpc.getGetUpdatesMethod()))
                    .extracting(bytes -> GetUpdatesRequest.parseFrom(bytes).getBeginExclusive())
                    .containsExactly(2L, 6L);
        }
    }

    @Test
    void a_token_that_cannot_be_renewed_ends_the_read_and_says_why() {
        Secret fixed = Secret.of("environment").with("variable", "TOKEN");
        try (FakeParticipant fake = new FakeParticipant(InsecureServerCredentials.create())
                        .answer(CONTRACTS, over(contract("c1", "after-1")));
                Channels channels = channels(fake, fixed)) {
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> ids(participant(channels)));

            assertThat(failed.failure().kind()).isEqualTo(Kind.NOT_PERMITTED);
            assertThat(failed.failure().code()).isEqualTo("ACCESS_TOKEN_EXPIRED");
            assertThat(failed.failure().text())
                    .contains("no other can be had from the environment variable TOKEN")
                    .contains("'token' of 'ledger'");
            assertThat(fake.requests(StateServiceGrpc.getGetActiveContractsMethod()))
                    .hasSize(1);
        }
    }

    private static List<String> ids(Participant participant) throws CallFailed {
        List<String> ids = new ArrayList<>();
        participant.activeContractIds(ALICE, HERE, 9, ids::add);
        return ids;
    }

    private Channels channels(FakeParticipant fake, Secret token) {
        Endpoint endpoint = new Endpoint("localhost", fake.port(), Optional.empty(), Optional.of(token));
        return Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(folder, Map.of("TOKEN", "fixed")));
    }

    private static Participant participant(Channels channels) {
        return new CantonParticipant(new ParticipantName("participant1"), channels);
    }

    private static FakeParticipant.Answer whole(MessageLite... messages) {
        return new FakeParticipant.Answer(bytes(messages), Status.OK, new Metadata());
    }

    private static FakeParticipant.Answer broken(MessageLite... messages) {
        return new FakeParticipant.Answer(bytes(messages), Status.UNAVAILABLE, new Metadata());
    }

    /** As a participant ends a stream whose token has expired. */
    private static FakeParticipant.Answer over(MessageLite... messages) {
        StatusRuntimeException ended = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.ABORTED_VALUE)
                .setMessage("ACCESS_TOKEN_EXPIRED(2,0123abcd): Claims were valid until 2026-11-23T07:00:00Z")
                .build());
        return new FakeParticipant.Answer(bytes(messages), ended.getStatus(), ended.getTrailers());
    }

    private static List<byte[]> bytes(MessageLite... messages) {
        return Arrays.stream(messages).map(MessageLite::toByteArray).toList();
    }

    private static GetActiveContractsResponse contract(String id, String continuation) {
        return GetActiveContractsResponse.newBuilder()
                .setActiveContract(ActiveContract.newBuilder()
                        .setCreatedEvent(CreatedEvent.newBuilder().setContractId(id))
                        .setSynchronizerId(HERE.toString()))
                .setStreamContinuationToken(ByteString.copyFromUtf8(continuation))
                .build();
    }

    private static GetUpdatesResponse archival(long offset, String id) {
        return GetUpdatesResponse.newBuilder()
                .setTransaction(Transaction.newBuilder()
                        .setOffset(offset)
                        .addEvents(Event.newBuilder()
                                .setArchived(ArchivedEvent.newBuilder().setContractId(id))))
                .build();
    }
}
