package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.partita.proto.topology.BaseQuery;
import io.partita.provider.sandbox.synchronizer.Times;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedCall.Kind;
import io.partita.testkit.recording.RecordedStatus;
import java.util.Optional;
import java.util.regex.Pattern;

/** Calls that change nothing and end by themselves, so that they may be made at several moments. */
final class Reads {

    private static final Pattern NAMES = Pattern.compile(".*/(List|Get)[A-Za-z0-9]+");

    private Reads() {}

    /** The same read of topology at a time instead of the head state; empty if it does not ask for that. */
    static Optional<ByteString> asOf(String method, ByteString request, long micros) {
        Optional<Message> message = WireMethods.find(method).map(types -> parsed(types.request(), request));
        Optional<FieldDescriptor> field =
                message.map(read -> read.getDescriptorForType().findFieldByName("base_query"));
        if (field.isEmpty() || !((BaseQuery) message.get().getField(field.get())).hasHeadState()) {
            return Optional.empty();
        }
        BaseQuery query = ((BaseQuery) message.get().getField(field.get()))
                .toBuilder().setSnapshot(Times.timestamp(micros)).build();
        return Optional.of(
                message.get().toBuilder().setField(field.get(), query).build().toByteString());
    }

    private static Message parsed(Message type, ByteString bytes) {
        try {
            return type.getParserForType().parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the client ended a call, by cancelling it or because its deadline passed: the node said nothing. */
    static boolean givenUp(RecordedStatus status) {
        return status.name().equals("CANCELLED") || status.message().startsWith("client deadline");
    }

    static boolean repeatable(RecordedCall call) {
        return NAMES.matcher(call.method()).matches()
                && call.node().startsWith("participant")
                && !givenUp(call.status())
                && (call.kind() == Kind.UNARY || call.kind() == Kind.SERVER_STREAMING);
    }
}
