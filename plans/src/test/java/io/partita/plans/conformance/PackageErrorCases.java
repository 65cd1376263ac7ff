package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.admin;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.partita.proto.participant.GetDarContentsRequest;
import io.partita.proto.participant.GetDarRequest;
import io.partita.proto.participant.GetPackageContentsRequest;
import io.partita.proto.participant.UnvetDarRequest;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.participant.VetDarRequest;
import io.partita.testkit.recording.TestDars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** What the package services refuse. Nothing of it is stored or vetted. */
final class PackageErrorCases {

    private static final int MEGABYTES_TOO_MANY = 11;
    private static final Refused NO_DAR = Refused.by("DAR_NOT_FOUND", 11);
    private static final Refused NO_ARCHIVE = Refused.by("INVALID_DAR", 8);
    private static final Refused INCOMPLETE = Refused.by("DAR_DEPENDENCIES_NOT_VALID", 8);

    /** The id of a package that nobody has. */
    private static final String NOBODYS =
            "00" + TestDars.mainPackageId(TestDars.EXAMPLES).substring(2);

    List<Case> cases() {
        return List.of(
                upload(
                        "dar-other-main",
                        "another main package than expected",
                        Refused.by("MAIN_PACKAGE_IN_DAR_DOES_NOT_MATCH_EXPECTED", 9),
                        TestDars.bytes(TestDars.BASE),
                        data -> data.setExpectedMainPackageId(NOBODYS)),
                upload(
                        "dar-missing-dependency",
                        "a dependency is not in the DAR",
                        INCOMPLETE,
                        TestDars.bytes(TestDars.EXTRA_WITHOUT_DEPENDENCY),
                        data -> data),
                upload(
                        "dar-no-zip",
                        "not a zip",
                        NO_ARCHIVE,
                        "this is no DAR".getBytes(StandardCharsets.UTF_8),
                        data -> data),
                upload("dar-empty", "no bytes", NO_ARCHIVE, new byte[0], data -> data),
                upload(
                        "dar-truncated",
                        "cut in the middle",
                        Refused.by("DAR_PARSE_ERROR", 8),
                        Arrays.copyOf(TestDars.bytes(TestDars.EXAMPLES), 900),
                        data -> data),
                upload(
                        "dar-known-version",
                        "name and version of a vetted package, with another content",
                        Refused.by("KNOWN_PACKAGE_VERSION", 8),
                        TestDars.bytes(TestDars.EXAMPLES_WITH_OTHER_CONTENT),
                        data -> data),
                upload(
                        "dar-no-upgrade",
                        "a later version that drops a field",
                        Refused.by("NOT_VALID_UPGRADE_PACKAGE", 8),
                        TestDars.bytes(TestDars.EXAMPLES_NOT_AN_UPGRADE),
                        data -> data),
                admin(
                        "dar-physical-id",
                        "a physical synchronizer id",
                        Refused.by("PROTO_DESERIALIZATION_FAILURE", 8),
                        g -> g.source()
                                .packages()
                                .uploadDar(request(TestDars.bytes(TestDars.BASE), data -> data)
                                        .setSynchronizerId(g.facts().physical())
                                        .build())),
                admin(
                        "dar-unknown",
                        "a DAR that nobody has",
                        NO_DAR,
                        g -> g.source()
                                .packages()
                                .getDar(GetDarRequest.newBuilder()
                                        .setMainPackageId(NOBODYS)
                                        .build())),
                admin(
                        "dar-unknown-contents",
                        "the contents of a DAR that nobody has",
                        NO_DAR,
                        g -> g.source()
                                .packages()
                                .getDarContents(GetDarContentsRequest.newBuilder()
                                        .setMainPackageId(NOBODYS)
                                        .build())),
                admin(
                        "package-unknown",
                        "a package that nobody has",
                        Refused.by("PACKAGE_CONTENT_NOT_FOUND", 11),
                        g -> g.source()
                                .packages()
                                .getPackageContents(GetPackageContentsRequest.newBuilder()
                                        .setPackageId(NOBODYS)
                                        .build())),
                admin(
                        "vet-unknown",
                        "vetting a DAR that nobody has",
                        NO_DAR,
                        g -> g.source()
                                .packages()
                                .vetDar(VetDarRequest.newBuilder()
                                        .setMainPackageId(NOBODYS)
                                        .setSynchronizerId(g.facts().synchronizer())
                                        .build())),
                admin(
                        "unvet-unknown",
                        "unvetting a DAR that nobody has",
                        NO_DAR,
                        g -> g.source()
                                .packages()
                                .unvetDar(UnvetDarRequest.newBuilder()
                                        .setMainPackageId(NOBODYS)
                                        .setSynchronizerId(g.facts().synchronizer())
                                        .build())),
                admin(
                        "message-too-large",
                        "a message of more than 10 MiB",
                        Refused.plain(Status.Code.RESOURCE_EXHAUSTED, "exceeds maximum size"),
                        PackageErrorCases::tooLarge));
    }

    private static Case upload(
            String name,
            String what,
            Refused refused,
            byte[] bytes,
            UnaryOperator<UploadDarRequest.UploadDarData.Builder> wrong) {
        return admin(
                name,
                what,
                refused,
                g -> g.source()
                        .packages()
                        .uploadDar(request(bytes, wrong)
                                .setSynchronizerId(g.facts().synchronizer())
                                .build()));
    }

    private static UploadDarRequest.Builder request(
            byte[] bytes, UnaryOperator<UploadDarRequest.UploadDarData.Builder> wrong) {
        return UploadDarRequest.newBuilder()
                .addDars(wrong.apply(UploadDarRequest.UploadDarData.newBuilder().setBytes(ByteString.copyFrom(bytes))))
                .setVetAllPackages(true)
                .setSynchronizeVetting(true);
    }

    /** The next call on the same connection may fail once, so one is made until it succeeds. */
    private static void tooLarge(Ground ground) {
        try {
            ground.source()
                    .packages()
                    .uploadDar(request(new byte[MEGABYTES_TOO_MANY << 20], data -> data)
                            .build());
        } finally {
            Awaitility.await("the connection after a message that was too large")
                    .atMost(ground.facts().soon())
                    .ignoreExceptions()
                    .until(() -> ground.connections().isConnected(ground.source()));
        }
    }
}
