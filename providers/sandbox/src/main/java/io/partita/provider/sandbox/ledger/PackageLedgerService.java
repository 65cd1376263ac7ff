package io.partita.provider.sandbox.ledger;

import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.GetPackageRequest;
import io.partita.proto.ledger.GetPackageResponse;
import io.partita.proto.ledger.GetPackageStatusRequest;
import io.partita.proto.ledger.GetPackageStatusResponse;
import io.partita.proto.ledger.HashFunction;
import io.partita.proto.ledger.ListPackagesRequest;
import io.partita.proto.ledger.ListPackagesResponse;
import io.partita.proto.ledger.ListVettedPackagesRequest;
import io.partita.proto.ledger.ListVettedPackagesResponse;
import io.partita.proto.ledger.PackageServiceGrpc;
import io.partita.proto.ledger.PackageStatus;
import io.partita.proto.ledger.TopologyStateFilter;
import io.partita.proto.ledger.VettedPackages;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.packages.PackageStore;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The PackageService of the Ledger API (wire.md 9.4). */
final class PackageLedgerService extends PackageServiceGrpc.PackageServiceImplBase {

    private final Node node;
    private final PackageStore packages;
    private final Calls calls;
    private final VettedMessages vetted;

    /** @param participants uids of all participants of the network */
    PackageLedgerService(Node node, PackageStore packages, java.util.Collection<String> participants) {
        this.node = node;
        this.packages = packages;
        this.calls = node.calls(Api.LEDGER);
        this.vetted = new VettedMessages(node, packages);
        this.participants = participants;
    }

    private final java.util.Collection<String> participants;

    @Override
    public void listPackages(ListPackagesRequest request, StreamObserver<ListPackagesResponse> observer) {
        calls.answer(
                observer,
                () -> ListPackagesResponse.newBuilder()
                        .addAllPackageIds(
                                packages.all().stream().map(LfPackage::id).toList())
                        .build());
    }

    @Override
    public void getPackage(GetPackageRequest request, StreamObserver<GetPackageResponse> observer) {
        calls.answer(
                observer,
                () -> GetPackageResponse.newBuilder()
                        .setHashFunction(HashFunction.HASH_FUNCTION_SHA256)
                        .setArchivePayload(packages.payloadOf(request.getPackageId())
                                .orElseThrow(() -> CantonError.of("PACKAGE_NOT_FOUND", 11, "Could not find package.")
                                        .exception()))
                        .setHash(request.getPackageId())
                        .build());
    }

    @Override
    public void getPackageStatus(GetPackageStatusRequest request, StreamObserver<GetPackageStatusResponse> observer) {
        calls.answer(
                observer,
                () -> GetPackageStatusResponse.newBuilder()
                        .setPackageStatus(
                                packages.contains(request.getPackageId())
                                        ? PackageStatus.PACKAGE_STATUS_REGISTERED
                                        : PackageStatus.PACKAGE_STATUS_UNSPECIFIED)
                        .build());
    }

    @Override
    public void listVettedPackages(
            ListVettedPackagesRequest request, StreamObserver<ListVettedPackagesResponse> observer) {
        calls.answer(observer, () -> {
            int size = request.getPageSize() == 0 ? VersionLedgerService.LARGEST_VETTED_PAGE : request.getPageSize();
            if (size < 0 || size > VersionLedgerService.LARGEST_VETTED_PAGE) {
                throw LedgerErrors.invalidArgument(
                        "Page size must not exceed " + VersionLedgerService.LARGEST_VETTED_PAGE);
            }
            ListVettedPackagesResponse.Builder response = ListVettedPackagesResponse.newBuilder();
            List<VettedPackages> found = found(request);
            found.stream().limit(size).forEach(response::addVettedPackages);
            if (!found.isEmpty()) {
                // Also after the last page: the next one is empty.
                response.setNextPageToken(
                        found.get(Math.min(size, found.size()) - 1).getParticipantId());
            }
            return response.build();
        });
    }

    private List<VettedPackages> found(ListVettedPackagesRequest request) {
        TopologyStateFilter where = request.getTopologyStateFilter();
        boolean here = where.getSynchronizerIdsCount() == 0
                || where.getSynchronizerIdsList().contains(node.synchronizer().logicalId());
        List<VettedPackages> result = new ArrayList<>();
        if (!here) {
            return result;
        }
        SortedSet<String> asked =
                new TreeSet<>(where.getParticipantIdsCount() == 0 ? participants : where.getParticipantIdsList());
        for (String participant : asked) {
            if (participant.compareTo(request.getPageToken()) > 0) {
                VettedPackages message = vetted.of(participant, request.getPackageMetadataFilter());
                if (message.getPackagesCount() > 0) {
                    result.add(message);
                }
            }
        }
        return result;
    }
}
