package io.partita.provider.sandbox.services;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.partita.proto.time.FetchTimeRequest;
import io.partita.proto.time.FetchTimeResponse;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.Synchronizer;
import io.partita.provider.sandbox.node.ParticipantNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The time service as releases before 3.4 offer it: a request names the synchronizer by a text where later releases
 * have a message.
 */
final class SynchronizerTimeServiceBefore34 implements BindableService {

    private final ParticipantNode node;
    private final SynchronizerTimeService times;

    SynchronizerTimeServiceBefore34(ParticipantNode node, SynchronizerTimeService times) {
        this.node = node;
        this.times = times;
    }

    @Override
    public ServerServiceDefinition bindService() {
        MethodDescriptor<FetchTimeRequest, FetchTimeResponse> fetch =
                SynchronizerTimeServiceGrpc.getFetchTimeMethod().toBuilder(
                                new OldRequests(), ProtoUtils.marshaller(FetchTimeResponse.getDefaultInstance()))
                        .build();
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        for (ServerMethodDefinition<?, ?> method : times.bindService().getMethods()) {
            boolean isFetch = method.getMethodDescriptor().getFullMethodName().equals(fetch.getFullMethodName());
            methods.add(
                    isFetch
                            ? ServerMethodDefinition.create(fetch, ServerCalls.asyncUnaryCall(this::fetchTime))
                            : method);
        }
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(SynchronizerTimeServiceGrpc.SERVICE_NAME);
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    private void fetchTime(FetchTimeRequest request, StreamObserver<FetchTimeResponse> answer) {
        if (request.getSynchronizer().getId().equals(node.synchronizer().logicalId())) {
            times.fetchTime(request, answer);
        } else {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription("ValueConversionError(synchronizer_id,not a synchronizer of this node)")
                    .asRuntimeException());
        }
    }

    /** Reads the text into the message that the rest of the sandbox knows. */
    private static final class OldRequests implements MethodDescriptor.Marshaller<FetchTimeRequest> {

        @Override
        public InputStream stream(FetchTimeRequest request) {
            return request.toByteString().newInput();
        }

        @Override
        public FetchTimeRequest parse(InputStream bytes) {
            try {
                UnknownFieldSet fields = UnknownFieldSet.parseFrom(bytes);
                FetchTimeRequest.Builder request = FetchTimeRequest.newBuilder();
                for (ByteString text : texts(fields, FetchTimeRequest.SYNCHRONIZER_FIELD_NUMBER)) {
                    request.setSynchronizer(Synchronizer.newBuilder().setId(text.toStringUtf8()));
                }
                for (ByteString bound : texts(fields, FetchTimeRequest.FRESHNESS_BOUND_FIELD_NUMBER)) {
                    request.setFreshnessBound(Duration.parseFrom(bound));
                }
                return request.build();
            } catch (IOException e) {
                throw Status.UNKNOWN
                        .withDescription("Application error processing RPC")
                        .withCause(e)
                        .asRuntimeException();
            }
        }

        private static List<ByteString> texts(UnknownFieldSet fields, int number) {
            return fields.getField(number).getLengthDelimitedList();
        }
    }
}
