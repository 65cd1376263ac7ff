package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingState;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.topology.BaseResult;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recordings;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MappingsTest {

    private static final String LIST =
            "com.digitalasset.canton.topology.admin.v30.TopologyManagerReadService/ListPartyToParticipant";

    @Test
    void every_recorded_mapping_is_written_with_the_bytes_that_were_read() {
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger flagged = new AtomicInteger();
        AtomicInteger withKeys = new AtomicInteger();

        Recordings.all()
                .flatMap(recording -> recording.calls(LIST))
                .flatMap(call -> call.responses().stream())
                .forEach(message -> {
                    for (var result : response(message).getResultsList()) {
                        HostingState state = state(result.getContext(), result.getItem());
                        boolean removal =
                                result.getContext().getOperation() == TopologyChangeOp.TOPOLOGY_CHANGE_OP_REMOVE;
                        assertThat(state.mapping().hosts())
                                .hasSize(removal ? 0 : result.getItem().getParticipantsCount());
                        if (!removal) {
                            assertThat(wire(state.mapping()).toByteString())
                                    .isEqualTo(result.getItem().toByteString());
                        }
                        seen.incrementAndGet();
                        flagged.addAndGet(state.mapping().hosts().stream().anyMatch(Host::isOnboarding) ? 1 : 0);
                        withKeys.addAndGet(state.mapping().signingKeys().isPresent() ? 1 : 0);
                    }
                });

        assertThat(seen).hasValueGreaterThan(500);
        assertThat(flagged).hasPositiveValue();
        assertThat(withKeys).hasPositiveValue();
    }

    @Test
    void an_onboarding_host_is_hashed_as_canton_hashes_it() {
        PartyId alice = PartyId.of("alice::1220" + "ab".repeat(32));
        ParticipantId one = ParticipantId.of("participant1::1220" + "cd".repeat(32));
        ParticipantId two = ParticipantId.of("participant2::1220" + "ef".repeat(32));
        HostingMapping mapping = new HostingMapping(
                alice,
                2,
                1,
                List.of(
                        new Host(one, Permission.SUBMISSION, Onboarding.CLEAR),
                        new Host(two, Permission.OBSERVATION, Onboarding.FLAGGED)),
                Optional.empty());

        byte[] wrapped = UntypedVersionedMessage.newBuilder()
                .setData(TopologyTransaction.newBuilder()
                        .setOperation(TopologyChangeOp.TOPOLOGY_CHANGE_OP_ADD_REPLACE)
                        .setSerial(2)
                        .setMapping(TopologyMapping.newBuilder().setPartyToParticipant(wire(mapping)))
                        .build()
                        .toByteString())
                .setVersion(30)
                .build()
                .toByteArray();

        assertThat(wrapped).hasSize(272);
        assertThat(HexFormat.of().formatHex(wrapped)).startsWith("0a8b02080110021a84024a81020a4b");
    }

    @Test
    void a_mapping_with_a_field_of_a_later_release_is_not_read() {
        PartyToParticipant item = PartyToParticipant.newBuilder()
                .setParty("alice::1220" + "ab".repeat(32))
                .setThreshold(1)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                7,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                        .build())
                        .build())
                .build();

        assertThatThrownBy(() ->
                        Mappings.state(BaseResult.newBuilder().setSerial(1).build(), item, new AnswerIds()))
                .isInstanceOf(UnreadableAnswer.class)
                .hasMessageContaining("[7]");
    }

    private static ListPartyToParticipantResponse response(RecordedMessage message) {
        try {
            return ListPartyToParticipantResponse.parseFrom(((RecordedMessage.Complete) message).bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static HostingState state(BaseResult context, PartyToParticipant item) {
        try {
            return Mappings.state(context, item, new AnswerIds());
        } catch (UnreadableAnswer e) {
            throw new AssertionError(e);
        }
    }

    private static PartyToParticipant wire(HostingMapping mapping) {
        try {
            return Mappings.wire(mapping);
        } catch (UnreadableAnswer e) {
            throw new AssertionError(e);
        }
    }
}
