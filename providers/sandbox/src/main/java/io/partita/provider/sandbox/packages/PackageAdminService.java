package io.partita.provider.sandbox.packages;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.DarDescription;
import io.partita.proto.participant.GetDarContentsRequest;
import io.partita.proto.participant.GetDarContentsResponse;
import io.partita.proto.participant.GetDarRequest;
import io.partita.proto.participant.GetDarResponse;
import io.partita.proto.participant.GetPackageContentsRequest;
import io.partita.proto.participant.GetPackageContentsResponse;
import io.partita.proto.participant.GetPackageReferencesRequest;
import io.partita.proto.participant.GetPackageReferencesResponse;
import io.partita.proto.participant.ListDarsRequest;
import io.partita.proto.participant.ListDarsResponse;
import io.partita.proto.participant.ListPackagesRequest;
import io.partita.proto.participant.ListPackagesResponse;
import io.partita.proto.participant.ModuleDescription;
import io.partita.proto.participant.PackageDescription;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.RemoveDarRequest;
import io.partita.proto.participant.RemoveDarResponse;
import io.partita.proto.participant.RemovePackageRequest;
import io.partita.proto.participant.RemovePackageResponse;
import io.partita.proto.participant.UnvetDarRequest;
import io.partita.proto.participant.UnvetDarResponse;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.participant.UploadDarRequest.UploadDarData;
import io.partita.proto.participant.UploadDarResponse;
import io.partita.proto.participant.ValidateDarRequest;
import io.partita.proto.participant.ValidateDarResponse;
import io.partita.proto.participant.VetDarRequest;
import io.partita.proto.participant.VetDarResponse;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The PackageService of the Admin API (wire.md 5.3). */
public final class PackageAdminService extends PackageServiceGrpc.PackageServiceImplBase {

    private final Calls calls;
    private final PackageStore store;
    private final Vetting vetting;
    private final Uploads uploads;
    private final Predicate<String> inUse;

    /** @param inUse whether a package id is the package of an active contract here */
    public PackageAdminService(
            Node node, PackageStore store, Vetting vetting, Uploads uploads, Predicate<String> inUse) {
        this.calls = node.calls(Api.ADMIN);
        this.store = store;
        this.vetting = vetting;
        this.uploads = uploads;
        this.inUse = inUse;
    }

    @Override
    public void uploadDar(UploadDarRequest request, StreamObserver<UploadDarResponse> observer) {
        calls.answerLater(observer, () -> {
            Uploads.Result result = uploads.upload(
                    request.getDarsList().stream()
                            .map(PackageAdminService::uploadRequest)
                            .toList(),
                    request.getVetAllPackages() ? Uploads.Mode.STORE_AND_VET : Uploads.Mode.STORE_ONLY,
                    request.hasSynchronizerId() ? Optional.of(request.getSynchronizerId()) : Optional.empty());
            UploadDarResponse response =
                    UploadDarResponse.newBuilder().addAllDarIds(result.mains()).build();
            return request.getSynchronizeVetting() ? result.effective().thenApply(done -> response) : done(response);
        });
    }

    private static Uploads.Request uploadRequest(UploadDarData dar) {
        return new Uploads.Request(
                dar.getBytes(),
                dar.hasDescription() ? Optional.of(dar.getDescription()) : Optional.empty(),
                dar.hasExpectedMainPackageId() ? Optional.of(dar.getExpectedMainPackageId()) : Optional.empty());
    }

    @Override
    public void validateDar(ValidateDarRequest request, StreamObserver<ValidateDarResponse> observer) {
        calls.answer(
                observer,
                () -> ValidateDarResponse.newBuilder()
                        .setMainPackageId(uploads.validate(
                                request.getData(),
                                request.hasSynchronizerId()
                                        ? Optional.of(request.getSynchronizerId())
                                        : Optional.empty()))
                        .build());
    }

    @Override
    public void listDars(ListDarsRequest request, StreamObserver<ListDarsResponse> observer) {
        calls.answer(
                observer,
                () -> ListDarsResponse.newBuilder()
                        .addAllDars(limited(store.dars().stream(), request.getLimit())
                                .map(this::describe)
                                .filter(dar -> dar.getName().startsWith(request.getFilterName()))
                                .toList())
                        .build());
    }

    @Override
    public void getDar(GetDarRequest request, StreamObserver<GetDarResponse> observer) {
        calls.answer(observer, () -> {
            StoredDar dar = dar("getDar", request.getMainPackageId());
            return GetDarResponse.newBuilder()
                    .setPayload(dar.bytes())
                    .setData(describe(dar))
                    .build();
        });
    }

    @Override
    public void getDarContents(GetDarContentsRequest request, StreamObserver<GetDarContentsResponse> observer) {
        calls.answer(observer, () -> {
            StoredDar dar = dar("getDar", request.getMainPackageId());
            return GetDarContentsResponse.newBuilder()
                    .setDescription(describe(dar))
                    .addAllPackages(dar.packages().stream()
                            .flatMap(id -> store.find(id).stream())
                            .map(this::describe)
                            .toList())
                    .build();
        });
    }

    @Override
    public void listPackages(ListPackagesRequest request, StreamObserver<ListPackagesResponse> observer) {
        calls.answer(
                observer,
                () -> ListPackagesResponse.newBuilder()
                        .addAllPackageDescriptions(limited(store.inOrderOfUpload().stream(), request.getLimit())
                                .filter(each -> each.name().startsWith(request.getFilterName()))
                                .map(this::describe)
                                .toList())
                        .build());
    }

    @Override
    public void getPackageContents(
            GetPackageContentsRequest request, StreamObserver<GetPackageContentsResponse> observer) {
        calls.answer(observer, () -> {
            LfPackage found = knownPackage(request.getPackageId());
            return GetPackageContentsResponse.newBuilder()
                    .setDescription(describe(found))
                    .addAllModules(found.modules().stream()
                            .map(name ->
                                    ModuleDescription.newBuilder().setName(name).build())
                            .toList())
                    .setIsUtilityPackage(found.isUtility())
                    .setLanguageVersion(found.languageVersion())
                    .build();
        });
    }

    @Override
    public void getPackageReferences(
            GetPackageReferencesRequest request, StreamObserver<GetPackageReferencesResponse> observer) {
        calls.answer(
                observer,
                () -> GetPackageReferencesResponse.newBuilder()
                        .addAllDars(store.dars().stream()
                                .filter(dar -> dar.packages().contains(request.getPackageId()))
                                .map(this::describe)
                                .toList())
                        .build());
    }

    @Override
    public void vetDar(VetDarRequest request, StreamObserver<VetDarResponse> observer) {
        calls.answerLater(observer, () -> {
            StoredDar dar = dar("DAR archive vetting", request.getMainPackageId());
            vetting.requireConnected(
                    request.hasSynchronizerId() ? Optional.of(request.getSynchronizerId()) : Optional.empty(), "vet");
            CompletionStage<Void> effective = vetting.add(dar.packages());
            VetDarResponse response = VetDarResponse.getDefaultInstance();
            return request.getSynchronize() ? effective.thenApply(done -> response) : done(response);
        });
    }

    @Override
    public void unvetDar(UnvetDarRequest request, StreamObserver<UnvetDarResponse> observer) {
        calls.answer(observer, () -> {
            StoredDar dar = dar("DAR archive unvetting", request.getMainPackageId());
            vetting.requireConnected(
                    request.hasSynchronizerId() ? Optional.of(request.getSynchronizerId()) : Optional.empty(), "unvet");
            vetting.remove(dar.packages());
            return UnvetDarResponse.getDefaultInstance();
        });
    }

    @Override
    public void removeDar(RemoveDarRequest request, StreamObserver<RemoveDarResponse> observer) {
        calls.answer(observer, () -> {
            StoredDar dar = dar("DAR archive removal", request.getMainPackageId());
            requireUnused(dar.main(), "DAR");
            store.removeDar(dar.main());
            dar.packages().stream()
                    .filter(id -> store.dars().stream()
                            .noneMatch(other -> other.packages().contains(id)))
                    .forEach(store::removePackage);
            return RemoveDarResponse.getDefaultInstance();
        });
    }

    @Override
    public void removePackage(RemovePackageRequest request, StreamObserver<RemovePackageResponse> observer) {
        calls.answer(observer, () -> {
            if (!request.getForce()) {
                requireUnused(request.getPackageId(), "package");
            }
            store.removePackage(request.getPackageId());
            return RemovePackageResponse.newBuilder()
                    .setSuccess(Empty.getDefaultInstance())
                    .build();
        });
    }

    private void requireUnused(String packageId, String what) {
        boolean vetted =
                vetting.current().stream().anyMatch(each -> each.packageId().equals(packageId));
        if (vetted || inUse.test(packageId)) {
            String reason = vetted ? "is currently vetted and available to use" : "is used by an active contract";
            throw PackageErrors.of(new PackageProblem(
                            PackageProblem.Kind.PACKAGE_OR_DAR_REMOVAL_ERROR,
                            "The " + what + " " + packageId + " " + reason,
                            Map.of("pkg", packageId)))
                    .exception();
        }
    }

    private StoredDar dar(String operation, String main) {
        return store.dar(main)
                .orElseThrow(() -> PackageErrors.darNotFound(operation, main).exception());
    }

    private LfPackage knownPackage(String id) {
        return store.find(id)
                .orElseThrow(() -> PackageErrors.of(new PackageProblem(
                                PackageProblem.Kind.PACKAGE_CONTENT_NOT_FOUND,
                                "The package " + (id.length() > 12 ? id.substring(0, 12) + "..." : id)
                                        + " is not known",
                                Map.of("packageId", id)))
                        .exception());
    }

    private DarDescription describe(StoredDar dar) {
        DarDescription.Builder builder =
                DarDescription.newBuilder().setMain(dar.main()).setDescription(dar.description());
        store.find(dar.main()).ifPresent(main -> builder.setName(main.name()).setVersion(main.version()));
        return builder.build();
    }

    private PackageDescription describe(LfPackage each) {
        return PackageDescription.newBuilder()
                .setPackageId(each.id())
                .setName(each.name())
                .setVersion(each.version())
                .setUploadedAt(Micros.timestamp(store.uploadedAt(each.id())))
                .setSize(each.size())
                .build();
    }

    private static <T> Stream<T> limited(Stream<T> all, int limit) {
        return limit > 0 ? all.limit(limit) : all;
    }

    private static <T> CompletionStage<T> done(T response) {
        return CompletableFuture.completedFuture(response);
    }
}
