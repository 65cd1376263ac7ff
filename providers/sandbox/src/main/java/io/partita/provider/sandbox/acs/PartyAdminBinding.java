package io.partita.provider.sandbox.acs;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.provider.sandbox.transactions.LocalLedger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The PartyManagementService of the Admin API as a release offers it: one name for two layouts of the import, and
 * methods that are there only to say that they are not switched on.
 */
public final class PartyAdminBinding implements BindableService {

    private static final String NOT_SWITCHED_ON =
            "Online party replication commands require the `alpha_online_party_replication_support` configuration";

    private final LocalLedger ledger;

    public PartyAdminBinding(LocalLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public ServerServiceDefinition bindService() {
        PartyAdminService service = new PartyAdminService(ledger);
        ServerServiceDefinition generated = service.bindService();
        boolean current = ledger.node().release().atLeast(3, 5);
        List<ServerMethodDefinition<?, ?>> methods = new ArrayList<>();
        for (ServerMethodDefinition<?, ?> method : generated.getMethods()) {
            if (!isThere(method)) {
                continue;
            }
            boolean anImport = method.getMethodDescriptor()
                    .getFullMethodName()
                    .equals(PartyManagementServiceGrpc.getImportPartyAcsMethod().getFullMethodName());
            methods.add(anImport && !current ? importV34(service) : method);
        }
        methods.add(notSwitchedOn("AddPartyAsync", MethodDescriptor.MethodType.UNARY));
        methods.add(notSwitchedOn("GetAddPartyStatus", MethodDescriptor.MethodType.UNARY));
        if (current) {
            methods.add(notSwitchedOn("AddPartyWithAcsAsync", MethodDescriptor.MethodType.CLIENT_STREAMING));
        }
        return definition(generated.getServiceDescriptor(), methods);
    }

    /** Before 3.4 there is neither export nor import of a party, nor a flag to clear. */
    private boolean isThere(ServerMethodDefinition<?, ?> method) {
        return ledger.node().release().atLeast(3, 4)
                || method.getMethodDescriptor()
                        .getFullMethodName()
                        .equals(PartyManagementServiceGrpc.getGetHighestOffsetByTimestampMethod()
                                .getFullMethodName());
    }

    private static ServerServiceDefinition definition(
            ServiceDescriptor generated, List<ServerMethodDefinition<?, ?>> methods) {
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(generated.getName()).setSchemaDescriptor(generated.getSchemaDescriptor());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(definition::addMethod);
        return definition.build();
    }

    private static ServerMethodDefinition<?, ?> importV34(PartyAdminService service) {
        MethodDescriptor<ImportPartyAcsRequestV34, ImportPartyAcsResponse> method =
                PartyManagementServiceGrpc.getImportPartyAcsMethod().toBuilder(
                                ProtoUtils.marshaller(ImportPartyAcsRequestV34.getDefaultInstance()),
                                ProtoUtils.marshaller(ImportPartyAcsResponse.getDefaultInstance()))
                        .build();
        return ServerMethodDefinition.create(method, ServerCalls.asyncClientStreamingCall(service::importPartyAcsV34));
    }

    private static ServerMethodDefinition<byte[], byte[]> notSwitchedOn(String name, MethodDescriptor.MethodType type) {
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(PartyManagementServiceGrpc.SERVICE_NAME, name))
                .setRequestMarshaller(new Raw())
                .setResponseMarshaller(new Raw())
                .build();
        ServerCallHandler<byte[], byte[]> refuse = (call, headers) -> {
            call.close(Status.UNIMPLEMENTED.withDescription(NOT_SWITCHED_ON), new io.grpc.Metadata());
            return new io.grpc.ServerCall.Listener<>() {};
        };
        return ServerMethodDefinition.create(method, refuse);
    }

    /** Messages whose content does not matter. */
    private static final class Raw implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
