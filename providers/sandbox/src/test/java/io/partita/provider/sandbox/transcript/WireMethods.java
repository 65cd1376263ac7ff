package io.partita.provider.sandbox.transcript;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.proto.ledger.VersionServiceGrpc;
import io.partita.proto.ledger.admin.PackageManagementServiceGrpc;
import io.partita.proto.ledger.admin.ParticipantPruningServiceGrpc;
import io.partita.proto.participant.ParticipantInspectionServiceGrpc;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.TopologyAggregationServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.proto.vault.VaultServiceGrpc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of every method that partita speaks, by the method's full name. */
final class WireMethods {

    private static final List<ServiceDescriptor> SERVICES = List.of(
            ApiInfoServiceGrpc.getServiceDescriptor(),
            CommandServiceGrpc.getServiceDescriptor(),
            IdentityInitializationServiceGrpc.getServiceDescriptor(),
            PackageManagementServiceGrpc.getServiceDescriptor(),
            ParticipantInspectionServiceGrpc.getServiceDescriptor(),
            ParticipantPruningServiceGrpc.getServiceDescriptor(),
            ParticipantRepairServiceGrpc.getServiceDescriptor(),
            ParticipantStatusServiceGrpc.getServiceDescriptor(),
            PruningServiceGrpc.getServiceDescriptor(),
            StateServiceGrpc.getServiceDescriptor(),
            SynchronizerConnectivityServiceGrpc.getServiceDescriptor(),
            SynchronizerTimeServiceGrpc.getServiceDescriptor(),
            TopologyAggregationServiceGrpc.getServiceDescriptor(),
            TopologyManagerReadServiceGrpc.getServiceDescriptor(),
            TopologyManagerWriteServiceGrpc.getServiceDescriptor(),
            UpdateServiceGrpc.getServiceDescriptor(),
            VaultServiceGrpc.getServiceDescriptor(),
            VersionServiceGrpc.getServiceDescriptor(),
            io.partita.proto.ledger.PackageServiceGrpc.getServiceDescriptor(),
            io.partita.proto.ledger.admin.PartyManagementServiceGrpc.getServiceDescriptor(),
            io.partita.proto.participant.PackageServiceGrpc.getServiceDescriptor(),
            io.partita.proto.participant.PartyManagementServiceGrpc.getServiceDescriptor());

    private static final Map<String, Types> TYPES = new HashMap<>();

    static {
        for (ServiceDescriptor service : SERVICES) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                TYPES.put(
                        method.getFullMethodName(),
                        new Types(prototype(method.getRequestMarshaller()), prototype(method.getResponseMarshaller())));
            }
        }
    }

    private WireMethods() {}

    /** A request and a response without content, of the types that a method has. */
    record Types(Message request, Message response) {}

    static Optional<Types> find(String method) {
        return Optional.ofNullable(TYPES.get(method));
    }

    private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
        return (Message) ((PrototypeMarshaller<?>) marshaller).getMessagePrototype();
    }
}
