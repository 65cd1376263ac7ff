package io.partita.provider.sandbox.ledger;

import com.google.protobuf.Duration;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.ExperimentalCommandInspectionService;
import io.partita.proto.ledger.ExperimentalFeatures;
import io.partita.proto.ledger.ExperimentalStaticTime;
import io.partita.proto.ledger.FeaturesDescriptor;
import io.partita.proto.ledger.GetLedgerApiVersionRequest;
import io.partita.proto.ledger.GetLedgerApiVersionResponse;
import io.partita.proto.ledger.OffsetCheckpointFeature;
import io.partita.proto.ledger.PackageFeature;
import io.partita.proto.ledger.PartyManagementFeature;
import io.partita.proto.ledger.UserManagementFeature;
import io.partita.proto.ledger.VersionServiceGrpc;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.Api;

/** The VersionService of the Ledger API (wire.md 9.3). */
final class VersionLedgerService extends VersionServiceGrpc.VersionServiceImplBase {

    static final int LARGEST_PARTY_PAGE = 10_000;
    static final int LARGEST_VETTED_PAGE = 100;
    private static final int CHECKPOINT_SECONDS = 75;

    private final Node node;

    VersionLedgerService(Node node) {
        this.node = node;
    }

    @Override
    public void getLedgerApiVersion(
            GetLedgerApiVersionRequest request, StreamObserver<GetLedgerApiVersionResponse> observer) {
        node.calls(Api.LEDGER)
                .answer(
                        observer,
                        () -> GetLedgerApiVersionResponse.newBuilder()
                                .setVersion(node.release().text())
                                .setFeatures(FeaturesDescriptor.newBuilder()
                                        .setExperimental(ExperimentalFeatures.newBuilder()
                                                .setStaticTime(ExperimentalStaticTime.getDefaultInstance())
                                                .setCommandInspectionService(
                                                        ExperimentalCommandInspectionService.getDefaultInstance()))
                                        .setUserManagement(UserManagementFeature.getDefaultInstance())
                                        .setPartyManagement(PartyManagementFeature.newBuilder()
                                                .setMaxPartiesPageSize(LARGEST_PARTY_PAGE))
                                        .setOffsetCheckpoint(OffsetCheckpointFeature.newBuilder()
                                                .setMaxOffsetCheckpointEmissionDelay(
                                                        Duration.newBuilder().setSeconds(CHECKPOINT_SECONDS)))
                                        .setPackageFeature(PackageFeature.newBuilder()
                                                .setMaxVettedPackagesPageSize(LARGEST_VETTED_PAGE)))
                                .build());
    }
}
