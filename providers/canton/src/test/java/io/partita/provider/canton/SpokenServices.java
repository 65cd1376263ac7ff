package io.partita.provider.canton;

import io.grpc.ServiceDescriptor;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.partita.proto.connection.ApiInfoServiceGrpc;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.proto.ledger.VersionServiceGrpc;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.ParticipantInspectionServiceGrpc;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.IdentityInitializationServiceGrpc;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import java.util.List;

/** Every service that the client calls. */
final class SpokenServices {

    static final List<ServiceDescriptor> ALL = List.of(
            ApiInfoServiceGrpc.getServiceDescriptor(),
            IdentityInitializationServiceGrpc.getServiceDescriptor(),
            PackageServiceGrpc.getServiceDescriptor(),
            ParticipantInspectionServiceGrpc.getServiceDescriptor(),
            ParticipantStatusServiceGrpc.getServiceDescriptor(),
            io.partita.proto.ledger.admin.PartyManagementServiceGrpc.getServiceDescriptor(),
            io.partita.proto.participant.PartyManagementServiceGrpc.getServiceDescriptor(),
            PruningServiceGrpc.getServiceDescriptor(),
            ServerReflectionGrpc.getServiceDescriptor(),
            StateServiceGrpc.getServiceDescriptor(),
            SynchronizerConnectivityServiceGrpc.getServiceDescriptor(),
            SynchronizerTimeServiceGrpc.getServiceDescriptor(),
            TopologyManagerReadServiceGrpc.getServiceDescriptor(),
            TopologyManagerWriteServiceGrpc.getServiceDescriptor(),
            UpdateServiceGrpc.getServiceDescriptor(),
            VersionServiceGrpc.getServiceDescriptor());

    private SpokenServices() {}
}
