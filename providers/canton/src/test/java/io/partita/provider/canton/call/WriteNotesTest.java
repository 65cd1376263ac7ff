package io.partita.provider.canton.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.partita.core.hash.Sha256;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.SentRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of what may change something the hash is noted, and of what only reads nothing. */
class WriteNotesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ParticipantName PARTICIPANT = new ParticipantName("participant1");

    private final List<SentRequest> noted = new ArrayList<>();
    private final List<Object> passed = new ArrayList<>();
    private final List<Integer> notedWhenTold = new ArrayList<>();
    private Status end = Status.OK;

    /** Takes every message, and answers when the last one is there. */
    private final class Answering<Q, A> extends ClientCall<Q, A> {
        private Listener<A> listener;

        @Override
        public void start(Listener<A> told, Metadata headers) {
            listener = told;
        }

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(String why, Throwable cause) {
            listener.onClose(Status.CANCELLED, new Metadata());
        }

        @Override
        public void halfClose() {
            listener.onClose(end, new Metadata());
        }

        @Override
        public void sendMessage(Q message) {
            passed.add(message);
        }
    }

    private ClientCall<BytesValue, Empty> call(String method) {
        Channel channel = new Channel() {
            @Override
            public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> descriptor, CallOptions options) {
                return new Answering<>();
            }

            @Override
            public String authority() {
                return "nobody";
            }
        };
        MethodDescriptor<BytesValue, Empty> descriptor = MethodDescriptor.<BytesValue, Empty>newBuilder()
                .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName("some.Service", method))
                .setRequestMarshaller(ProtoUtils.marshaller(BytesValue.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                .build();
        ClientCall<BytesValue, Empty> call = ClientInterceptors.intercept(
                        channel, new WriteNotes(PARTICIPANT, Clock.fixed(NOW, ZoneOffset.UTC), noted::add))
                .newCall(descriptor, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        notedWhenTold.add(noted.size());
                    }
                },
                new Metadata());
        return call;
    }

    private static BytesValue message(int at) {
        return BytesValue.of(ByteString.copyFrom(new byte[10_000 + at]));
    }

    private static byte[] bytes(List<BytesValue> messages) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (BytesValue message : messages) {
            message.writeTo(all);
        }
        return all.toByteArray();
    }

    /** Large messages are hashed by another thread; small ones between them keep their places. */
    @Test
    void ofLargeMessagesTheOrderCountsToo() throws IOException {
        List<BytesValue> messages = IntStream.range(0, 60)
                .mapToObj(
                        number -> BytesValue.of(ByteString.copyFrom(new byte[number % 3 == 0 ? 10 : 70_000 + number])))
                .toList();
        ClientCall<BytesValue, Empty> call = call("ImportPartyAcs");

        messages.forEach(call::sendMessage);
        call.halfClose();

        byte[] sent = bytes(messages);
        assertThat(noted)
                .containsExactly(new SentRequest(
                        PARTICIPANT, "some.Service/ImportPartyAcs", NOW, 60, sent.length, Sha256.of(sent), "OK"));
    }

    @Test
    void aStreamIsNotedAsTheWholeOfItsMessagesBeforeWhoeverMadeItKnows() throws IOException {
        List<BytesValue> messages =
                IntStream.range(0, 50).mapToObj(WriteNotesTest::message).toList();
        ClientCall<BytesValue, Empty> call = call("ImportPartyAcs");

        messages.forEach(call::sendMessage);
        call.halfClose();

        byte[] sent = bytes(messages);
        assertThat(noted)
                .containsExactly(new SentRequest(
                        PARTICIPANT, "some.Service/ImportPartyAcs", NOW, 50, sent.length, Sha256.of(sent), "OK"));
        assertThat(passed).containsExactlyElementsOf(messages);
        assertThat(notedWhenTold).containsExactly(1);
    }

    @Test
    void whatFailsOrIsGivenUpIsNotedAsFarAsItCame() throws IOException {
        end = Status.UNAVAILABLE;
        ClientCall<BytesValue, Empty> refused = call("Authorize");
        refused.sendMessage(message(1));
        refused.halfClose();
        ClientCall<BytesValue, Empty> cut = call("ImportPartyAcs");
        cut.sendMessage(message(2));
        cut.cancel("not everything was sent", null);

        assertThat(noted).extracting(SentRequest::end).containsExactly("UNAVAILABLE", "CANCELLED");
        assertThat(noted)
                .extracting(SentRequest::sha256)
                .containsExactly(Sha256.of(bytes(List.of(message(1)))), Sha256.of(bytes(List.of(message(2)))));
    }

    @Test
    void aReadIsNotNoted() {
        ClientCall<BytesValue, Empty> call = call("ListPartyToParticipant");
        call.sendMessage(message(1));
        call.halfClose();

        assertThat(noted).isEmpty();
        assertThat(passed).hasSize(1);
    }
}
