package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.proto.protocol.Enums.ParticipantPermission;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.PartyToParticipant.HostingParticipant;
import io.partita.proto.protocol.VettedPackages;
import io.partita.proto.protocol.VettedPackages.VettedPackage;
import io.partita.proto.topology.AuthorizeRequest;
import io.partita.proto.topology.AuthorizeResponse;
import io.partita.proto.topology.BaseQuery;
import io.partita.proto.topology.BaseResult;
import io.partita.proto.topology.CurrentTimeResponse;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.ListVettedPackagesResponse;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final String NAMESPACE = "1220" + "ab".repeat(32);
    private static final PartyId ALICE = PartyId.of("Alice::" + NAMESPACE);
    private static final ParticipantId ONE = ParticipantId.of("participant1::1220" + "cd".repeat(32));
    private static final ParticipantId TWO = ParticipantId.of("participant2::1220" + "ef".repeat(32));
    private static final PhysicalSynchronizerId SYNCHRONIZER = PhysicalSynchronizerId.parse(
                    "da::1220" + "de".repeat(32) + "::35-0")
            .orElseThrow();

    @Test
    void a_party_is_found_by_its_full_id_only() throws Exception {
        try (FakeParticipant fake = listing(
                result("Alice-2::" + NAMESPACE, 1, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE),
                result(ALICE.toString(), 3, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE, TWO))) {
            HostingState state = fake.participant().hosting(SYNCHRONIZER, ALICE).orElseThrow();

            assertThat(state.mapping().serial()).isEqualTo(3);
            assertThat(state.mapping().hosts())
                    .extracting(HostingMapping.Host::participant)
                    .containsExactly(ONE, TWO);
            assertThat(state.mapping().isOnboarding(ONE)).isFalse();
            assertThat(state.mapping().isOnboarding(TWO)).isTrue();
            assertThat(state.validFrom()).isEqualTo(Instant.ofEpochSecond(1003));
            assertThat(state.validUntil()).contains(Instant.ofEpochSecond(2003));
            assertThat(state.transactionHash()).isEqualTo("1220ff");
            BaseQuery query = asked(fake).getBaseQuery();
            assertThat(asked(fake).getFilterParty()).isEqualTo(ALICE.toString());
            assertThat(query.getStore().getSynchronizer().getPhysicalId()).isEqualTo(SYNCHRONIZER.toString());
            assertThat(query.hasHeadState()).isTrue();
            assertThat(query.getProposals()).isFalse();
            assertThat(query.getOperation()).isEqualTo(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE);
        }
    }

    @Test
    void a_removal_counts_for_the_serial_and_is_a_state_without_hosts() throws Exception {
        try (FakeParticipant fake = listing(
                result(ALICE.toString(), 4, TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE, ONE),
                result(ALICE.toString(), 1, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE))) {
            Participant participant = fake.participant();

            assertThat(participant.lastSerial(SYNCHRONIZER, ALICE)).isEqualTo(4);
            List<HostingState> history = participant.hostingHistory(SYNCHRONIZER, ALICE);
            assertThat(history)
                    .extracting(
                            state -> state.mapping().serial(),
                            state -> state.mapping().hosts().size())
                    .containsExactly(tuple(1, 1), tuple(4, 0));
            assertThat(asked(fake).getBaseQuery().hasRange()).isTrue();
            assertThat(asked(fake).getBaseQuery().getOperation())
                    .isEqualTo(TopologyChangeOp.TOPOLOGY_CHANGE_OP_UNSPECIFIED);
        }
        try (FakeParticipant fake = listing()) {
            assertThat(fake.participant().lastSerial(SYNCHRONIZER, ALICE)).isZero();
            assertThat(fake.participant().hosting(SYNCHRONIZER, ALICE)).isEmpty();
        }
    }

    @Test
    void a_proposal_carries_serial_content_and_wait() throws Exception {
        HostingState state;
        try (FakeParticipant fake =
                listing(result(ALICE.toString(), 3, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE, TWO))) {
            state = fake.participant().hosting(SYNCHRONIZER, ALICE).orElseThrow();
        }
        try (FakeParticipant fake = new FakeParticipant()
                .answer(TopologyManagerWriteServiceGrpc.getAuthorizeMethod(), AuthorizeResponse.getDefaultInstance())) {
            fake.participant()
                    .propose(SYNCHRONIZER, state.mapping().withSerial(4), Optional.empty(), Duration.ofSeconds(60));
            fake.participant().sign(SYNCHRONIZER, "1220aa", Optional.of(ALICE.namespace()));

            List<byte[]> requests = fake.requests(TopologyManagerWriteServiceGrpc.getAuthorizeMethod());
            AuthorizeRequest proposed = AuthorizeRequest.parseFrom(requests.get(0));
            assertThat(proposed.getProposal().getSerial()).isEqualTo(4);
            assertThat(proposed.getProposal().getMapping().getPartyToParticipant())
                    .isEqualTo(result(ALICE.toString(), 3, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE, TWO)
                            .getItem());
            assertThat(proposed.getMustFullyAuthorize()).isFalse();
            assertThat(proposed.getWaitToBecomeEffective().getSeconds()).isEqualTo(60);
            AuthorizeRequest signed = AuthorizeRequest.parseFrom(requests.get(1));
            assertThat(proposed.getSignedByList()).isEmpty();
            assertThat(signed.getTransactionHash()).isEqualTo("1220aa");
            assertThat(signed.getSignedByList())
                    .containsExactly(ALICE.namespace().hex());
            assertThat(signed.hasWaitToBecomeEffective()).isFalse();
        }
    }

    @Test
    void a_mapping_without_hosts_is_never_proposed() {
        HostingMapping empty = new HostingMapping(ALICE, 2, 1, List.of(), Optional.empty());
        try (FakeParticipant fake = new FakeParticipant()) {
            assertThatThrownBy(() -> fake.participant().propose(SYNCHRONIZER, empty, Optional.empty(), Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void an_answer_that_is_not_understood_is_no_answer() {
        var broken = result(ALICE.toString(), 3, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE).toBuilder();
        broken.getItemBuilder().getParticipantsBuilder(0).setPermissionValue(9);
        try (FakeParticipant fake = listing(broken.build())) {
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> fake.participant().hosting(SYNCHRONIZER, ALICE));

            assertThat(failed.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failed.failure().code()).isEqualTo("ANSWER_NOT_UNDERSTOOD");
            assertThat(failed.failure().text()).contains("unknown permission");
        }
    }

    @Test
    void packages_are_vetted_within_their_bounds_by_the_participants_clock() throws Exception {
        ListVettedPackagesResponse response = ListVettedPackagesResponse.newBuilder()
                .addResults(ListVettedPackagesResponse.Result.newBuilder()
                        .setItem(VettedPackages.newBuilder()
                                .setParticipantUid(ONE.toString())
                                .addPackages(VettedPackage.newBuilder().setPackageId("always"))
                                .addPackages(VettedPackage.newBuilder()
                                        .setPackageId("over")
                                        .setValidUntilExclusive(seconds(1000)))
                                .addPackages(VettedPackage.newBuilder()
                                        .setPackageId("now")
                                        .setValidFromInclusive(seconds(1000))
                                        .setValidUntilExclusive(seconds(1001)))
                                .addPackages(VettedPackage.newBuilder()
                                        .setPackageId("later")
                                        .setValidFromInclusive(seconds(1001)))))
                .addResults(ListVettedPackagesResponse.Result.newBuilder()
                        .setItem(VettedPackages.newBuilder()
                                .setParticipantUid(TWO.toString())
                                .addPackages(VettedPackage.newBuilder().setPackageId("elsewhere"))))
                .build();
        try (FakeParticipant fake = new FakeParticipant()
                .answer(TopologyManagerReadServiceGrpc.getListVettedPackagesMethod(), response)
                .answer(
                        IdentityInitializationServiceGrpc.getCurrentTimeMethod(),
                        CurrentTimeResponse.newBuilder()
                                .setCurrentTime(1_000_000_000L)
                                .build())) {
            assertThat(fake.participant().vettedPackages(SYNCHRONIZER, ONE))
                    .containsExactly(new PackageId("always"), new PackageId("now"));
        }
    }

    @Test
    void the_histories_of_all_parties_come_in_one_call_each_oldest_first() throws Exception {
        String bob = ALICE.toString().replace("Alice", "Bob");
        try (FakeParticipant fake = listing(
                result(ALICE.toString(), 4, TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE, ONE),
                result(bob, 1, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, TWO),
                result(ALICE.toString(), 1, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE))) {
            var histories = fake.participant().allHostingHistories(SYNCHRONIZER);

            assertThat(histories).hasSize(2);
            assertThat(histories.get(ALICE))
                    .extracting(state -> state.mapping().serial())
                    .containsExactly(1, 4);
            assertThat(asked(fake).getFilterParty()).isEmpty();
            assertThat(asked(fake).getBaseQuery().hasRange()).isTrue();
        }
    }

    @Test
    void permissions_are_those_of_the_wire() throws Exception {
        try (FakeParticipant fake =
                listing(result(ALICE.toString(), 1, TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE, ONE, TWO))) {
            assertThat(fake.participant()
                            .allHostings(SYNCHRONIZER)
                            .get(ALICE)
                            .mapping()
                            .hosting()
                            .hosts())
                    .containsEntry(ONE, Permission.SUBMISSION)
                    .containsEntry(TWO, Permission.OBSERVATION);
        }
    }

    private static FakeParticipant listing(ListPartyToParticipantResponse.Result... results) {
        return new FakeParticipant()
                .answer(
                        TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod(),
                        ListPartyToParticipantResponse.newBuilder()
                                .addAllResults(List.of(results))
                                .build());
    }

    private static ListPartyToParticipantRequest asked(FakeParticipant fake) throws Exception {
        return ListPartyToParticipantRequest.parseFrom(
                fake.requests(TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod())
                        .get(0));
    }

    /** The first host submits; the others observe and are still onboarding. */
    private static ListPartyToParticipantResponse.Result result(
            String party, int serial, TopologyChangeOp operation, ParticipantId... hosts) {
        PartyToParticipant.Builder mapping =
                PartyToParticipant.newBuilder().setParty(party).setThreshold(1);
        for (ParticipantId host : hosts) {
            HostingParticipant.Builder participant =
                    HostingParticipant.newBuilder().setParticipantUid(host.toString());
            if (host.equals(hosts[0])) {
                participant.setPermission(ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION);
            } else {
                participant
                        .setPermission(ParticipantPermission.PARTICIPANT_PERMISSION_OBSERVATION)
                        .setOnboarding(HostingParticipant.Onboarding.getDefaultInstance());
            }
            mapping.addParticipants(participant);
        }
        return ListPartyToParticipantResponse.Result.newBuilder()
                .setContext(BaseResult.newBuilder()
                        .setSerial(serial)
                        .setOperation(operation)
                        .setValidFrom(seconds(1000 + serial))
                        .setValidUntil(seconds(2000 + serial))
                        .setTransactionHash(ByteString.copyFrom(new byte[] {0x12, 0x20, (byte) 0xff})))
                .setItem(mapping)
                .build();
    }

    private static Timestamp seconds(long seconds) {
        return Timestamp.newBuilder().setSeconds(seconds).build();
    }
}
