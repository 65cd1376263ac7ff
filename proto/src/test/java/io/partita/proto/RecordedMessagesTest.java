package io.partita.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.MethodDescriptor.MethodType;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.pruning.GetScheduleRequest;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contract against everything that was recorded: each message is understood as a whole and written back as it was.
 */
class RecordedMessagesTest {

    private static final String PARTY_MANAGEMENT =
            "com.digitalasset.canton.admin.participant.v30.PartyManagementService/";

    /** Recorded methods that are not part of the contract, and why. */
    private static final Map<String, String> NOT_SPOKEN = Map.of(
            PARTY_MANAGEMENT + "AddPartyAsync",
            "online replication is alpha",
            PARTY_MANAGEMENT + "GetAddPartyStatus",
            "online replication is alpha",
            PARTY_MANAGEMENT + "NoSuchMethod",
            "called because nobody has it",
            "com.digitalasset.canton.nosuch.v1.NoService/Nothing",
            "called because nobody has it",
            "com.digitalasset.canton.admin.mediator.v30.MediatorStatusService/MediatorStatus",
            "not of a participant",
            "com.digitalasset.canton.admin.sequencer.v30.SequencerStatusService/SequencerStatus",
            "not of a participant",
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            "a standard with a library of its own");

    /** Requests that are wrong on purpose, as {@code recording call}. They have tests of their own. */
    private static final Set<String> WRONG_ON_PURPOSE = Set.of(
            "pv34/i-errors-party-management 74", "pv35/i-errors-party-management 72", "pv35/i-errors-connectivity 54");

    static List<Recordings.Entry> index() {
        return Recordings.index();
    }

    @ParameterizedTest
    @MethodSource("index")
    void everyMessageIsUnderstoodAndWrittenBack(Recordings.Entry entry) {
        var recording = entry.load();
        var spoken = samples(recording).toList();

        assertThat(spoken).isNotEmpty().hasSize(entry.messages() - leftOut(recording));
        assertThat(spoken).allSatisfy(sample -> {
            var message = sample.parse();
            assertThat(UnknownFields.of(message))
                    .as("unknown fields of %s", sample)
                    .isEmpty();
            assertThat(message.toByteArray()).as("bytes of %s", sample).isEqualTo(sample.bytes());
            assertThat(sample.fromJson()).as("names of %s", sample).isEqualTo(message);
        });
    }

    @Test
    void nothingElseWasLeftOut() {
        var read = Recordings.all()
                .map(recording ->
                        new int[] {(int) samples(recording).count(), leftOut(recording), truncated(recording)})
                .reduce(new int[3], (a, b) -> new int[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});

        assertThat(read).containsExactly(5623, 23, 13);
    }

    @Test
    void everyMethodIsSpokenOrLeftOutForAReason() {
        var unknown = new TreeSet<String>();
        Recordings.all()
                .flatMap(recording -> recording.calls().stream())
                .map(RecordedCall::method)
                .filter(method -> SpokenMethods.find(method).isEmpty())
                .forEach(unknown::add);

        assertThat(unknown).containsExactlyInAnyOrderElementsOf(NOT_SPOKEN.keySet());
    }

    @Test
    void methodsStreamAsRecorded() {
        var wrong = Recordings.all()
                .flatMap(recording -> recording.calls().stream())
                .filter(call -> SpokenMethods.find(call.method())
                        .filter(method -> method.getType() != type(call.kind()))
                        .isPresent())
                .map(RecordedCall::method);

        assertThat(wrong).isEmpty();
    }

    @Test
    void theUndecodableRequestStaysUndecodable() {
        var request = request("pv35/i-errors-connectivity 54");

        assertThatThrownBy(() -> GetScheduleRequest.parseFrom(request))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    @ParameterizedTest
    @MethodSource("oldImports")
    void theImportInTheLayoutOf34IsOneOnlyThere(String place) throws InvalidProtocolBufferException {
        var request = request(place);

        var old = ImportPartyAcsRequestV34.parseFrom(request);
        assertThat(UnknownFields.of(old)).isEmpty();
        assertThat(old.getWorkflowIdPrefix()).isEqualTo("wf-1");
        assertThat(old.getContractImportMode()).isEqualTo(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
        assertThat(old.toByteArray()).isEqualTo(request);

        var misread = ImportPartyAcsRequestV35.parseFrom(request);
        assertThat(UnknownFields.of(misread))
                .containsExactly(ImportPartyAcsRequestV35.getDescriptor().getFullName() + "#3");
        assertThat(misread.getSynchronizerId()).isEqualTo("wf-1");
        assertThat(misread.hasContractImportMode()).isFalse();
    }

    static Stream<String> oldImports() {
        return WRONG_ON_PURPOSE.stream()
                .filter(place -> place.contains("party-management"))
                .sorted();
    }

    /** The first request of a call, as {@code pv35/scenario number}. */
    private static byte[] request(String place) {
        var parts = place.split("[/ ]");
        var protocolVersion = Integer.parseInt(parts[0].substring(2));
        return Recordings.load(protocolVersion, parts[1]).calls().stream()
                .filter(call -> call.seq() == Integer.parseInt(parts[2]))
                .flatMap(call -> call.requests().stream())
                .flatMap(RecordedMessagesTest::complete)
                .map(RecordedMessage.Complete::bytes)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Sample> samples(Recording recording) {
        return recording.calls().stream()
                .filter(call -> !WRONG_ON_PURPOSE.contains(recording + " " + call.seq()))
                .flatMap(call -> samples(recording + " " + call.seq(), call));
    }

    private static Stream<Sample> samples(String place, RecordedCall call) {
        return SpokenMethods.find(call.method()).stream()
                .flatMap(method -> Stream.concat(
                        samples(place, call.requests(), SpokenMethods.requestType(method)),
                        samples(place, call.responses(), SpokenMethods.responseType(method))));
    }

    private static Stream<Sample> samples(String place, List<RecordedMessage> messages, Message type) {
        return messages.stream()
                .flatMap(RecordedMessagesTest::complete)
                .map(message -> new Sample(place, message, type));
    }

    /** Complete messages of methods that are not spoken, and of calls that are wrong on purpose. */
    private static int leftOut(Recording recording) {
        return (int) recording.calls().stream()
                .filter(call -> NOT_SPOKEN.containsKey(call.method())
                        || WRONG_ON_PURPOSE.contains(recording + " " + call.seq()))
                .flatMap(RecordedCall::messages)
                .flatMap(RecordedMessagesTest::complete)
                .count();
    }

    private static int truncated(Recording recording) {
        return (int) recording.calls().stream()
                .flatMap(RecordedCall::messages)
                .filter(message -> complete(message).findAny().isEmpty())
                .count();
    }

    private static Stream<RecordedMessage.Complete> complete(RecordedMessage message) {
        return message.match(Stream::of, truncated -> Stream.empty());
    }

    private static MethodType type(RecordedCall.Kind kind) {
        return switch (kind) {
            case UNARY -> MethodType.UNARY;
            case CLIENT_STREAMING -> MethodType.CLIENT_STREAMING;
            case SERVER_STREAMING -> MethodType.SERVER_STREAMING;
            case BIDI -> MethodType.BIDI_STREAMING;
            case UNKNOWN -> MethodType.UNKNOWN;
        };
    }

    /** A recorded message with the type the contract gives it. */
    private record Sample(String place, RecordedMessage.Complete message, Message type) {

        byte[] bytes() {
            return message.bytes();
        }

        Message parse() throws InvalidProtocolBufferException {
            return type.getParserForType().parseFrom(bytes());
        }

        /**
         * What the recorder wrote for people, read by the names of the contract: fields and enums must be called the
         * same.
         */
        Message fromJson() throws InvalidProtocolBufferException {
            var builder = type.newBuilderForType();
            var json = message.json().orElseThrow().deepCopy();
            withoutAdditions(json);
            JsonFormat.parser().merge(json.toString(), builder);
            return builder.build();
        }

        private static void withoutAdditions(JsonNode node) {
            if (node instanceof ObjectNode object) {
                var additions = new ArrayList<String>();
                object.fieldNames().forEachRemaining(name -> {
                    if (name.startsWith("@")) {
                        additions.add(name);
                    }
                });
                object.remove(additions);
            }
            node.forEach(Sample::withoutAdditions);
        }

        @Override
        public String toString() {
            return place + " as " + type.getDescriptorForType().getFullName();
        }
    }
}
