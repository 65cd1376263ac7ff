package io.partita.provider.canton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.PackageVersion;
import io.partita.proto.ledger.ListVettedPackagesRequest;
import io.partita.proto.ledger.ListVettedPackagesResponse;
import io.partita.proto.ledger.TopologyStateFilter;
import io.partita.proto.ledger.VettedPackage;
import io.partita.proto.ledger.VettedPackages;
import io.partita.proto.participant.DarDescription;
import io.partita.proto.participant.GetDarContentsRequest;
import io.partita.proto.participant.GetDarContentsResponse;
import io.partita.proto.participant.GetDarRequest;
import io.partita.proto.participant.GetPackageReferencesRequest;
import io.partita.proto.participant.PackageDescription;
import io.partita.proto.participant.PackageServiceGrpc;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.participant.UploadDarResponse;
import io.partita.proto.participant.ValidateDarRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages and DARs that a participant stores. */
final class Packages {

    /** Each is asked for what is in it; one of the first will do as well as one of the last. */
    private static final int MOST_DARS = 200;

    /** A page has the packages of a participant, and of one alone is asked. */
    private static final int MOST_PAGES = 100;

    private final ParticipantApis apis;

    Packages(ParticipantApis apis) {
        this.apis = apis;
    }

    Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        List<DarDescription> dars = apis.admin()
                .read(
                        PackageServiceGrpc.getGetPackageReferencesMethod(),
                        GetPackageReferencesRequest.newBuilder()
                                .setPackageId(packageId.id())
                                .build(),
                        ParticipantApis.LOOK,
                        apis.on("looking for a DAR with the package " + packageId.abbreviated()))
                .getDarsList();
        for (DarDescription dar : dars) {
            if (dar.getMain().equals(packageId.id())) {
                return Optional.of(contents(dar));
            }
        }
        List<DarContents> contents = new ArrayList<>();
        for (DarDescription dar : dars.subList(0, Math.min(dars.size(), MOST_DARS))) {
            contents.add(contents(dar));
        }
        return contents.stream()
                .min(Comparator.comparingInt((DarContents dar) -> dar.packages().size())
                        .thenComparing(DarContents::mainPackage));
    }

    /** As the Ledger API tells them, page by page. */
    SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        String attempted = apis.on("reading the versions of its vetted packages");
        SortedMap<PackageId, PackageVersion> versions = new TreeMap<>();
        ListVettedPackagesRequest.Builder request = ListVettedPackagesRequest.newBuilder()
                .setTopologyStateFilter(TopologyStateFilter.newBuilder()
                        .addParticipantIds(of.uid().toString())
                        .addSynchronizerIds(synchronizer.toString()));
        for (int page = 0; page < MOST_PAGES; page++) {
            ListVettedPackagesResponse response = apis.ledger()
                    .read(
                            io.partita.proto.ledger.PackageServiceGrpc.getListVettedPackagesMethod(),
                            request.build(),
                            ParticipantApis.LOOK,
                            attempted);
            versions.putAll(ParticipantApis.understood(apis.ledger(), attempted, () -> versions(response)));
            if (response.getNextPageToken().isEmpty() || response.getVettedPackagesCount() == 0) {
                return versions;
            }
            request.setPageToken(response.getNextPageToken());
        }
        throw ParticipantApis.unreadable(
                apis.ledger(),
                attempted,
                new UnreadableAnswer("its vetted packages do not end after " + MOST_PAGES + " pages"));
    }

    private static SortedMap<PackageId, PackageVersion> versions(ListVettedPackagesResponse response)
            throws UnreadableAnswer {
        SortedMap<PackageId, PackageVersion> versions = new TreeMap<>();
        for (VettedPackages each : response.getVettedPackagesList()) {
            for (VettedPackage vetted : each.getPackagesList()) {
                if (!vetted.getPackageName().isEmpty()
                        && !vetted.getPackageVersion().isEmpty()) {
                    versions.put(
                            Told.packageId(vetted.getPackageId()),
                            new PackageVersion(vetted.getPackageName(), vetted.getPackageVersion()));
                }
            }
        }
        return versions;
    }

    byte[] dar(PackageId mainPackage) throws CallFailed {
        return apis.admin()
                .read(
                        PackageServiceGrpc.getGetDarMethod(),
                        GetDarRequest.newBuilder()
                                .setMainPackageId(mainPackage.id())
                                .build(),
                        ParticipantApis.LONG,
                        apis.on("fetching the DAR " + mainPackage.abbreviated()))
                .getPayload()
                .toByteArray();
    }

    PackageId upload(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed {
        String attempted = apis.on("uploading and vetting the DAR " + description);
        UploadDarRequest request = UploadDarRequest.newBuilder()
                .addDars(UploadDarRequest.UploadDarData.newBuilder()
                        .setBytes(bytes(dar))
                        .setDescription(description))
                .setVetAllPackages(true)
                .setSynchronizeVetting(true)
                .setSynchronizerId(synchronizer.toString())
                .build();
        UploadDarResponse response =
                apis.admin().write(PackageServiceGrpc.getUploadDarMethod(), request, ParticipantApis.LONG, attempted);
        if (response.getDarIdsCount() != 1) {
            throw ParticipantApis.unreadable(
                    apis.admin(),
                    attempted,
                    new UnreadableAnswer("one DAR was uploaded and " + response.getDarIdsCount() + " are named"));
        }
        return ParticipantApis.understood(apis.admin(), attempted, () -> Told.packageId(response.getDarIds(0)));
    }

    PackageId validate(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        ValidateDarRequest request = ValidateDarRequest.newBuilder()
                .setData(bytes(dar))
                .setFilename(fileName)
                .setSynchronizerId(synchronizer.toString())
                .build();
        String attempted = apis.on("checking the DAR " + fileName);
        String id = apis.admin()
                .read(PackageServiceGrpc.getValidateDarMethod(), request, ParticipantApis.LONG, attempted)
                .getMainPackageId();
        return ParticipantApis.understood(apis.admin(), attempted, () -> Told.packageId(id));
    }

    private DarContents contents(DarDescription dar) throws CallFailed {
        String attempted = apis.on("reading what is in a DAR");
        GetDarContentsResponse response = apis.admin()
                .read(
                        PackageServiceGrpc.getGetDarContentsMethod(),
                        GetDarContentsRequest.newBuilder()
                                .setMainPackageId(dar.getMain())
                                .build(),
                        ParticipantApis.LOOK,
                        attempted);
        return ParticipantApis.understood(apis.admin(), attempted, () -> {
            PackageId main = Told.packageId(dar.getMain());
            SortedSet<PackageId> packages = new TreeSet<>();
            packages.add(main);
            for (PackageDescription one : response.getPackagesList()) {
                packages.add(Told.packageId(one.getPackageId()));
            }
            String name = Told.text("the name of a DAR", (dar.getName() + " " + dar.getVersion()).strip());
            return new DarContents(main, name, packages);
        });
    }

    /** Not copied: the array is not changed while the call lasts. */
    private static ByteString bytes(byte[] dar) {
        return UnsafeByteOperations.unsafeWrap(dar);
    }
}
