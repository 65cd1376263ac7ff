package io.partita.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.partita.proto.ledger.admin.AllocatePartyResponse;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real network answered, asked again of the sandbox: the same answers and errors, but for ids and times. */
class RecordedTopologyTest {

    private static final List<ServiceDescriptor> REPLAYED = List.of(
            TopologyManagerWriteServiceGrpc.getServiceDescriptor(),
            TopologyManagerReadServiceGrpc.getServiceDescriptor());

    private static final Map<String, MethodDescriptor<?, ?>> METHODS = new HashMap<>();

    static {
        REPLAYED.forEach(
                service -> service.getMethods().forEach(method -> METHODS.put(method.getFullMethodName(), method)));
    }

    @ParameterizedTest
    @CsvSource({
        "34, c-simple-path, 99999",
        "35, c-simple-path, 99999",
        "34, c-simple-path-by-hash, 99999",
        "35, c-simple-path-by-hash, 99999",
        "34, d-threshold-variant, 99999",
        "35, d-threshold-variant, 99999",
        "34, e-permission-threshold, 99999",
        "35, e-permission-threshold, 99999",
        "34, i-topology-events, 99999",
        "35, i-topology-events, 99999",
        "35, i-errors-topology, 99999",
        "35, j-multi-signature, 99999",
        // Later the flag is cleared by a call that the ledger side answers.
        "34, k-decentralized-namespace, 55",
        "35, k-decentralized-namespace, 51",
        // Later two calls overlap on purpose: who wins is chance.
        "34, m-competing-proposals, 20",
        "35, m-competing-proposals, 20",
    })
    void theSandboxAnswersLikeARealNetwork(int protocolVersion, String scenario, int upTo) {
        Recording recording = Recordings.load(protocolVersion, scenario);
        try (Lab lab = Lab.open(Lab.world().withProtocolVersion(protocolVersion))) {
            Translation translation = new Translation(recording, lab);
            List<RecordedCall> calls = recording.calls().stream()
                    .filter(call -> call.seq() <= upTo)
                    .toList();
            for (int i = 0; i < calls.size(); i++) {
                Optional<RecordedCall> next = i + 1 < calls.size() ? Optional.of(calls.get(i + 1)) : Optional.empty();
                replay(lab, translation, calls.get(i), next);
            }
        }
    }

    private static void replay(Lab lab, Translation translation, RecordedCall call, Optional<RecordedCall> next) {
        if (call.method().endsWith("admin.PartyManagementService/AllocateParty")
                && call.status().code() == 0) {
            allocate(lab, translation, call);
            return;
        }
        MethodDescriptor<?, ?> method = METHODS.get(call.method());
        boolean answeredByANode = call.node().startsWith("participant") && method != null;
        boolean pollGoesOn = call.note().isPresent()
                && call.note().get().startsWith("poll")
                && next.isPresent()
                && next.get().note().equals(call.note());
        if (!answeredByANode || pollGoesOn || ofItsMoment(call)) {
            return;
        }
        if (changing(call)) {
            awaitChange(lab, translation, call, method);
        } else {
            compare(lab, translation, call, method);
        }
    }

    /** The real network was just changing: here that is over when nothing ends any more. */
    private static <Q, S> void awaitChange(
            Lab lab, Translation translation, RecordedCall call, MethodDescriptor<Q, S> method) {
        Q request = cast(translation.message(parse(
                prototype(method.getRequestMarshaller()), bytes(call.requests().get(0)))));
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> nothingWaits(lab)
                        && !call(lab, call, method, request).toString().contains("valid_until"));
    }

    private static boolean nothingWaits(Lab lab) {
        return List.of(Lab.P1, Lab.P2, Lab.P3).stream()
                .allMatch(participant -> ParticipantStatusServiceGrpc.newBlockingStub(lab.admin(participant))
                                .participantStatus(ParticipantStatusRequest.getDefaultInstance())
                                .getStatus()
                                .getCommonStatus()
                                .getTopologyQueues()
                                .getManager()
                        == 0);
    }

    private static boolean changing(RecordedCall call) {
        return call.requests().get(0).json().map(Object::toString).orElse("").contains("headState")
                && call.responses().stream()
                        .anyMatch(response ->
                                response.json().map(Object::toString).orElse("").contains("validUntil"));
    }

    /**
     * An answer that another network, or another moment, would not give: what other scenarios left behind, a time of
     * the recording.
     */
    private static boolean ofItsMoment(RecordedCall call) {
        String request = call.requests().get(0).json().map(Object::toString).orElse("");
        boolean everything = call.method().matches(".*/List(VettedPackages|NamespaceDelegation|PartyToParticipant)")
                && request.contains("baseQuery")
                && !request.contains("filterParty")
                && call.status().code() == 0;
        // Requests that cannot be translated: a cut id, a signature that is wrong in a way of its own.
        String note = call.note().orElse("");
        boolean untranslatable = note.contains("truncated namespace") || note.contains("reverse order: invalid");
        return everything || untranslatable || request.contains("\"snapshot\"");
    }

    private static void allocate(Lab lab, Translation translation, RecordedCall call) {
        AllocatePartyResponse response = parse(
                AllocatePartyResponse.getDefaultInstance(),
                bytes(call.responses().get(0)));
        String party = translation.text(response.getPartyDetails().getParty());
        lab.establish(party, 1, 1, lab.host(call.node(), Permission.SUBMISSION));
    }

    private static <Q, S> void compare(
            Lab lab, Translation translation, RecordedCall call, MethodDescriptor<Q, S> method) {
        Q request = cast(translation.message(parse(
                prototype(method.getRequestMarshaller()), bytes(call.requests().get(0)))));
        if (call.status().code() != 0) {
            StatusRuntimeException failure = Lab.failure(() -> call(lab, call, method, request));
            compareErrors(translation, call, failure);
            return;
        }
        Message expected = normal(translation.message(parse(
                prototype(method.getResponseMarshaller()),
                bytes(call.responses().get(0)))));
        if (call.method().contains("TopologyManagerWriteService")) {
            assertThat(normal((Message) call(lab, call, method, request)))
                    .as("%d %s", call.seq(), call.note())
                    .isEqualTo(expected);
            return;
        }
        await().alias(call.seq() + " " + call.note())
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(normal((Message) call(lab, call, method, request)))
                        .isEqualTo(expected));
    }

    private static <Q, S> S call(Lab lab, RecordedCall call, MethodDescriptor<Q, S> method, Q request) {
        return ClientCalls.blockingUnaryCall(lab.admin(call.node()), method, CallOptions.DEFAULT, request);
    }

    private static void compareErrors(Translation translation, RecordedCall call, StatusRuntimeException failure) {
        String what = call.seq() + " " + call.note();
        assertThat(failure.getStatus().getCode().value())
                .as(what)
                .isEqualTo(call.status().code());
        assertThat(masked(failure.getStatus().getDescription()))
                .as(what)
                .isEqualTo(masked(translation.text(call.status().message())));
        Optional<ErrorInfo> recorded = call.trailers().getOrDefault("grpc-status-details-bin", List.of()).stream()
                .map(base64 -> parse(
                        com.google.rpc.Status.getDefaultInstance(),
                        ByteString.copyFrom(java.util.Base64.getDecoder().decode(base64))))
                .flatMap(status -> status.getDetailsList().stream())
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(detail -> parse(ErrorInfo.getDefaultInstance(), detail.getValue()))
                .findFirst();
        if (recorded.isPresent()) {
            ErrorInfo info = StatusProto.fromThrowable(failure).getDetailsList().stream()
                    .filter(detail -> detail.is(ErrorInfo.class))
                    .map(detail -> parse(ErrorInfo.getDefaultInstance(), detail.getValue()))
                    .findFirst()
                    .orElseThrow();
            assertThat(info.getReason()).as(what).isEqualTo(recorded.get().getReason());
            assertThat(info.getMetadataMap().keySet())
                    .as(what)
                    .isEqualTo(recorded.get().getMetadataMap().keySet());
        }
    }

    /** Without times, and with sets in any order. */
    private static String masked(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>");
    }

    /** Without times, signatures and the order of those who signed. */
    private static Message normal(Message message) {
        Message.Builder builder = message.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
            FieldDescriptor field = entry.getKey();
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                builder.setField(field, field.isRepeated() ? normals((List<?>) entry.getValue()) : one(entry));
            } else if (field.getName().equals("signature")) {
                builder.clearField(field);
            } else if (field.getName().equals("signed_by_fingerprints")) {
                builder.setField(
                        field, ((List<?>) entry.getValue()).stream().sorted().toList());
            }
        }
        return builder.build();
    }

    private static Object one(Map.Entry<FieldDescriptor, Object> entry) {
        return entry.getValue() instanceof Timestamp
                ? Timestamp.getDefaultInstance()
                : normal((Message) entry.getValue());
    }

    private static List<Message> normals(List<?> messages) {
        return messages.stream().map(message -> normal((Message) message)).toList();
    }

    private static ByteString bytes(RecordedMessage message) {
        return message.match(complete -> ByteString.copyFrom(complete.bytes()), truncated -> {
            throw new AssertionError("a truncated message cannot be replayed");
        });
    }

    @SuppressWarnings("unchecked")
    private static <M> M cast(Message message) {
        return (M) message;
    }

    private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
        return (Message) ((MethodDescriptor.PrototypeMarshaller<?>) marshaller).getMessagePrototype();
    }

    @SuppressWarnings("unchecked")
    private static <M extends Message> M parse(M prototype, ByteString bytes) {
        try {
            return (M) prototype.getParserForType().parseFrom(bytes);
        } catch (com.google.protobuf.InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
