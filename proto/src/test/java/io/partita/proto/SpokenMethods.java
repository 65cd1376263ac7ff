package io.partita.proto;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
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
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.TopologyAggregationServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.proto.vault.VaultServiceGrpc;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every method of the contract, by its full name. */
final class SpokenMethods {

    private static final Map<String, MethodDescriptor<?, ?>> METHODS = services()
            .flatMap(service -> service.getMethods().stream())
            .collect(Collectors.toUnmodifiableMap(MethodDescriptor::getFullMethodName, Function.identity()));

    private SpokenMethods() {}

    static Optional<MethodDescriptor<?, ?>> find(String fullName) {
        return Optional.ofNullable(METHODS.get(fullName));
    }

    static Message requestType(MethodDescriptor<?, ?> method) {
        return prototype(method.getRequestMarshaller());
    }

    static Message responseType(MethodDescriptor<?, ?> method) {
        return prototype(method.getResponseMarshaller());
    }

    private static Message prototype(Marshaller<?> marshaller) {
        return (Message) ((PrototypeMarshaller<?>) marshaller).getMessagePrototype();
    }

    private static Stream<ServiceDescriptor> services() {
        return Stream.of(
                ApiInfoServiceGrpc.getServiceDescriptor(),
                CommandServiceGrpc.getServiceDescriptor(),
                IdentityInitializationServiceGrpc.getServiceDescriptor(),
                PackageManagementServiceGrpc.getServiceDescriptor(),
                ParticipantInspectionServiceGrpc.getServiceDescriptor(),
                ParticipantPruningServiceGrpc.getServiceDescriptor(),
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
                // Both APIs have these two names.
                io.partita.proto.ledger.PackageServiceGrpc.getServiceDescriptor(),
                io.partita.proto.ledger.admin.PartyManagementServiceGrpc.getServiceDescriptor(),
                io.partita.proto.participant.PackageServiceGrpc.getServiceDescriptor(),
                io.partita.proto.participant.PartyManagementServiceGrpc.getServiceDescriptor());
    }
}
