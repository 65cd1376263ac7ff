package io.partita.plans;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.ResourceInfo;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A participant that repeats what it was sent: in the texts of its answers, and in every part of an error. What it says
 * otherwise is right, so that partita goes on.
 */
final class Echo implements ServerInterceptor {

    /** Texts that no call depends on, by the names of their fields. */
    private static final Set<String> TEXTS = Set.of("version", "name", "description", "cron");

    private static final Set<String> WITH_TEXTS = Set.of(
            "ParticipantStatus",
            "GetPackageReferences",
            "GetDarContents",
            "GetParticipantSchedule",
            "GetLedgerApiVersion");

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> said;
    private final Set<String> failing;

    /**
     * @param said what it repeats
     * @param failing methods that fail, by their bare names
     */
    Echo(List<String> said, Set<String> failing) {
        this.said = said;
        this.failing = failing;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (!headers.containsKey(AUTHORIZATION)) {
            // Who was told nothing has nothing to repeat.
            return next.startCall(call, headers);
        }
        String method = call.getMethodDescriptor().getBareMethodName();
        if (failing.contains(method)) {
            StatusRuntimeException error = error();
            Metadata trailers = error.getTrailers();
            trailers.put(
                    Metadata.Key.of("x-echo-bin", Metadata.BINARY_BYTE_MARSHALLER),
                    said.get(0).getBytes(StandardCharsets.UTF_8));
            for (String name : List.of("x-echo", "www-authenticate", "grpc-status-details")) {
                trailers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), ascii(said));
            }
            call.close(error.getStatus(), trailers);
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendMessage(A message) {
                        boolean known = WITH_TEXTS.contains(method) && message instanceof Message;
                        super.sendMessage(known ? repeated(getMethodDescriptor(), message) : message);
                    }
                },
                headers);
    }

    private static String ascii(List<String> said) {
        return String.join(" ", said).replaceAll("[^ -~]", "");
    }

    private StatusRuntimeException error() {
        String all = String.join(" | ", said);
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage("ECHO(9,0): refused; headers were {authorization: Bearer " + all + "}")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason("ECHO")
                        .putAllMetadata(Map.of("tid", said.get(0), "reason", all, "category", "9"))
                        .build()))
                .addDetails(Any.pack(RequestInfo.newBuilder()
                        .setRequestId(said.get(said.size() - 1))
                        .setServingData(all)
                        .build()))
                .addDetails(Any.pack(ResourceInfo.newBuilder()
                        .setResourceName(all)
                        .setOwner(said.get(0))
                        .setDescription(said.get(said.size() - 1))
                        .build()))
                .addDetails(Any.pack(DebugInfo.newBuilder()
                        .addStackEntries(all)
                        .setDetail(all)
                        .build()))
                .build());
    }

    private <A> A repeated(MethodDescriptor<?, A> method, A message) {
        Message repeated = repeated((Message) message);
        return method.parseResponse(repeated.toByteString().newInput());
    }

    private Message repeated(Message message) {
        Message.Builder builder = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
                if (field.isRepeated()) {
                    for (int index = 0; index < message.getRepeatedFieldCount(field); index++) {
                        builder.setRepeatedField(
                                field, index, repeated((Message) message.getRepeatedField(field, index)));
                    }
                } else {
                    builder.setField(field, repeated((Message) value));
                }
            } else if (field.getJavaType() == FieldDescriptor.JavaType.STRING
                    && !field.isRepeated()
                    && TEXTS.contains(field.getName())) {
                String text = value + " " + String.join(" ", said);
                builder.setField(field, text.length() > 900 ? text.substring(0, 900) : text);
            }
        });
        return builder.build();
    }
}
