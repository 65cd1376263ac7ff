package io.partita.provider.canton;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.BOB;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc.PartyManagementServiceImplBase;
import io.partita.provider.canton.acs.GeneratedAcs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    private static final ParticipantId TARGET = ParticipantId.of("participant2::1220" + "ef".repeat(32));

    @TempDir
    private Path temporary;

    private Path file;

    @BeforeEach
    void place() {
        file = temporary.resolve("acs").resolve("alice.acs.gz");
    }

    @Test
    void a_file_appears_with_its_manifest_for_the_owner_only() throws Exception {
        byte[] acs = GeneratedAcs.file(500, 1000);
        Exporting service = new Exporting(acs, 40_000, Status.OK);
        List<Long> moved = new ArrayList<>();

        AcsManifest manifest;
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(service), "3.5.10")) {
            manifest = export(fake, ALICE, (bytes, contracts, total) -> moved.add(bytes));
        }

        assertThat(file).hasBinaryContent(acs);
        assertThat(manifest.contracts()).isEqualTo(500);
        assertThat(manifest.bytes()).isEqualTo(acs.length);
        assertThat(temporary.resolve("acs").resolve("alice.acs.gz.manifest.json"))
                .hasContent("{\"format\":1,\"party\":\"" + ALICE + "\",\"synchronizer\":\"" + SYNCHRONIZER
                        + "\",\"target\":\"" + TARGET + "\",\"bytes\":" + acs.length
                        + ",\"contracts\":500,\"sha256\":\"" + manifest.sha256() + "\"}");
        assertThat(names()).containsExactly("alice.acs.gz", "alice.acs.gz.manifest.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(moved).isSorted().endsWith((long) acs.length);
        assertThat(service.request.getBeginOffsetExclusive()).isEqualTo(17);
        assertThat(service.request.getTargetParticipantUid()).isEqualTo(TARGET.toString());
        assertThat(service.request.getSynchronizerId()).isEqualTo(SYNCHRONIZER.toString());
    }

    @Test
    void a_cut_stream_leaves_nothing() throws Exception {
        byte[] acs = GeneratedAcs.file(500, 1000);
        Exporting service = new Exporting(
                Arrays.copyOf(acs, acs.length / 2), 40_000, Status.UNAVAILABLE.withDescription("going away"));

        CallFailure failure = failure(service, ALICE);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(names()).isEmpty();
    }

    @Test
    void a_regular_end_in_the_middle_of_the_file_leaves_nothing() throws Exception {
        byte[] acs = GeneratedAcs.file(500, 1000);

        CallFailure failure = failure(new Exporting(Arrays.copyOf(acs, acs.length - 9), 40_000, Status.OK), ALICE);

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(failure.code()).isEqualTo("ACS_CONTENT");
        assertThat(failure.text()).contains("cut off after " + (acs.length - 9) + " bytes");
        assertThat(names()).isEmpty();
    }

    @Test
    void contracts_of_another_party_end_the_call_at_once() throws Exception {
        Exporting service = new Exporting(GeneratedAcs.file(5000, 1000), 40_000, Status.OK);
        service.endless = true;

        CallFailure failure = failure(service, PartyId.of("Carol::1220" + "ad".repeat(32)));

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(failure.text()).contains("has no stakeholder Carol::");
        assertThat(names()).isEmpty();
        Awaitility.await().untilTrue(service.cancelled);
    }

    @Test
    void a_file_that_cannot_be_written_is_said_with_its_name() throws Exception {
        Files.createFile(temporary.resolve("acs"));

        CallFailure failure = failure(new Exporting(GeneratedAcs.file(1, 10), 100, Status.OK), ALICE);

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(failure.code()).isEqualTo("ACS_FILE");
        assertThat(failure.text()).contains(file.toString());
    }

    @Test
    void what_a_killed_attempt_left_is_replaced() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("alice.acs.gz.part"), "half");
        byte[] acs = GeneratedAcs.file(5, 10);

        try (FakeParticipant fake =
                Statuses.with(new FakeParticipant(new Exporting(acs, 100, Status.OK)), "3.4.11-SNAPSHOT")) {
            export(fake, ALICE, Progress.UNWATCHED);
            export(fake, ALICE, Progress.UNWATCHED);
        }

        assertThat(file).hasBinaryContent(acs);
        assertThat(names()).containsExactly("alice.acs.gz", "alice.acs.gz.manifest.json");
    }

    @Test
    void a_release_without_replication_is_told_so() throws Exception {
        try (FakeParticipant fake =
                Statuses.with(new FakeParticipant(new Exporting(GeneratedAcs.file(1, 1), 100, Status.OK)), "3.3.0")) {
            CallFailed failed = catchThrowableOfType(CallFailed.class, () -> export(fake, BOB, Progress.UNWATCHED));

            assertThat(failed.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failed.failure().text()).contains("3.3.0").contains("from Canton 3.4 on");
        }
    }

    private AcsManifest export(FakeParticipant fake, PartyId party, Progress progress) throws CallFailed {
        return fake.participant().exportAcs(party, SYNCHRONIZER, TARGET, 17, file, progress);
    }

    private CallFailure failure(Exporting service, PartyId party) {
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(service), "3.5.10")) {
            return catchThrowableOfType(CallFailed.class, () -> export(fake, party, Progress.UNWATCHED))
                    .failure();
        }
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(file.getParent())) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(file.getParent())) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** Sends bytes in chunks, and then a status or the same again for ever. */
    private static final class Exporting extends PartyManagementServiceImplBase {

        private final byte[] acs;
        private final int chunk;
        private final Status end;
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private volatile boolean endless;
        private volatile ExportPartyAcsRequest request;

        Exporting(byte[] acs, int chunk, Status end) {
            this.acs = acs;
            this.chunk = chunk;
            this.end = end;
        }

        @Override
        public void exportPartyAcs(ExportPartyAcsRequest asked, StreamObserver<ExportPartyAcsResponse> answer) {
            request = asked;
            ServerCallStreamObserver<ExportPartyAcsResponse> out =
                    (ServerCallStreamObserver<ExportPartyAcsResponse>) answer;
            out.setOnCancelHandler(() -> cancelled.set(true));
            int[] at = {0};
            out.setOnReadyHandler(() -> {
                while (out.isReady() && at[0] < acs.length) {
                    int size = Math.min(chunk, acs.length - at[0]);
                    out.onNext(ExportPartyAcsResponse.newBuilder()
                            .setChunk(ByteString.copyFrom(acs, at[0], size))
                            .build());
                    at[0] += size;
                }
                if (at[0] == acs.length && !endless) {
                    at[0]++;
                    if (end.isOk()) {
                        out.onCompleted();
                    } else {
                        out.onError(end.asRuntimeException());
                    }
                }
            });
        }
    }
}
