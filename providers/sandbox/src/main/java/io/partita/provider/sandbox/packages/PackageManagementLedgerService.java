package io.partita.provider.sandbox.packages;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.admin.ListKnownPackagesRequest;
import io.partita.proto.ledger.admin.ListKnownPackagesResponse;
import io.partita.proto.ledger.admin.PackageDetails;
import io.partita.proto.ledger.admin.PackageManagementServiceGrpc;
import io.partita.proto.ledger.admin.UploadDarFileRequest;
import io.partita.proto.ledger.admin.UploadDarFileRequest.VettingChange;
import io.partita.proto.ledger.admin.UploadDarFileResponse;
import io.partita.proto.ledger.admin.ValidateDarFileRequest;
import io.partita.proto.ledger.admin.ValidateDarFileResponse;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import java.util.List;
import java.util.Optional;

/**
 * The PackageManagementService of the Ledger API (wire.md 9.5); single vetting changes go through the Admin API here.
 */
public final class PackageManagementLedgerService
        extends PackageManagementServiceGrpc.PackageManagementServiceImplBase {

    private final Calls calls;
    private final PackageStore store;
    private final Uploads uploads;

    public PackageManagementLedgerService(Node node, PackageStore store, Uploads uploads) {
        this.calls = node.calls(Api.LEDGER);
        this.store = store;
        this.uploads = uploads;
    }

    @Override
    public void listKnownPackages(
            ListKnownPackagesRequest request, StreamObserver<ListKnownPackagesResponse> observer) {
        calls.answer(
                observer,
                () -> ListKnownPackagesResponse.newBuilder()
                        .addAllPackageDetails(store.inOrderOfUpload().stream()
                                .map(each -> PackageDetails.newBuilder()
                                        .setPackageId(each.id())
                                        .setPackageSize(each.size())
                                        .setKnownSince(Micros.timestamp(store.uploadedAt(each.id())))
                                        .setName(each.name())
                                        .setVersion(each.version())
                                        .build())
                                .toList())
                        .build());
    }

    @Override
    public void uploadDarFile(UploadDarFileRequest request, StreamObserver<UploadDarFileResponse> observer) {
        calls.answerLater(observer, () -> {
            boolean store = request.getVettingChange() == VettingChange.VETTING_CHANGE_DONT_VET_ANY_PACKAGES;
            return uploads.upload(
                            List.of(new Uploads.Request(request.getDarFile(), Optional.empty(), Optional.empty())),
                            store ? Uploads.Mode.STORE_ONLY : Uploads.Mode.STORE_AND_VET,
                            given(request.getSynchronizerId()))
                    .effective()
                    .thenApply(done -> UploadDarFileResponse.getDefaultInstance());
        });
    }

    @Override
    public void validateDarFile(ValidateDarFileRequest request, StreamObserver<ValidateDarFileResponse> observer) {
        calls.answer(observer, () -> {
            uploads.validate(request.getDarFile(), given(request.getSynchronizerId()));
            return ValidateDarFileResponse.getDefaultInstance();
        });
    }

    private static Optional<String> given(String id) {
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
