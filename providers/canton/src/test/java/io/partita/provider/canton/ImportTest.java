package io.partita.provider.canton;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.BOB;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.ParticipantId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.provider.canton.acs.GeneratedAcs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {

    private static final ParticipantId SELF = ParticipantId.of(Statuses.UID);

    @TempDir
    private Path temporary;

    private Path file;
    private byte[] acs;
    private AcsManifest manifest;

    @BeforeEach
    void file() throws Exception {
        file = temporary.resolve("alice.acs.gz");
        acs = GeneratedAcs.file(3000, 2000);
        Files.write(file, acs);
        manifest = new AcsManifest(ALICE, SYNCHRONIZER, SELF, acs.length, 3000, sha256(acs));
    }

    @Test
    void from_35_on_the_first_message_says_what_it_is() throws Exception {
        Importing<ImportPartyAcsRequestV35> service = v35();
        List<Long> moved = new ArrayList<>();

        load(service, "3.5.10-SNAPSHOT", (bytes, contracts, total) -> moved.add(total - bytes));

        assertThat(service.completed).isTrue();
        assertThat(service.bytes(ImportPartyAcsRequestV35::getAcsSnapshot)).isEqualTo(acs);
        assertThat(service.messages).hasSize(3);
        ImportPartyAcsRequestV35 first = service.messages.get(0);
        assertThat(first.getPartyId()).isEqualTo(ALICE.toString());
        assertThat(first.getSynchronizerId()).isEqualTo(SYNCHRONIZER.toString());
        assertThat(first.getWorkflowIdPrefix()).isEqualTo("journal-1");
        assertThat(first.getContractImportMode()).isEqualTo(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
        assertThat(service.messages.subList(1, 3)).allSatisfy(message -> {
            assertThat(message.hasSynchronizerId()).isFalse();
            assertThat(message.hasContractImportMode()).isFalse();
        });
        assertThat(moved).endsWith(0L);
    }

    @Test
    void in_34_every_message_says_what_it_is() throws Exception {
        Importing<ImportPartyAcsRequestV34> service = new Importing<>(ImportLayout.METHOD_V34);

        load(service, "3.4.12", Progress.UNWATCHED);

        assertThat(service.completed).isTrue();
        assertThat(service.bytes(ImportPartyAcsRequestV34::getAcsSnapshot)).isEqualTo(acs);
        assertThat(service.messages).hasSize(3).allSatisfy(message -> {
            assertThat(message.getWorkflowIdPrefix()).isEqualTo("journal-1");
            assertThat(message.getContractImportMode()).isEqualTo(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
        });
    }

    @Test
    void a_wrong_hash_ends_the_call_without_the_last_piece_and_without_a_half_close() throws Exception {
        byte[] other = acs.clone();
        other[9] ^= 1; // the operating system in the header of gzip: nothing but the hash can notice
        Files.write(file, other);

        CallFailure failure = aborted(v35());

        assertThat(failure.code()).isEqualTo("ACS_FILE_NOT_EXPECTED");
        assertThat(failure.text()).contains(file.toString()).contains("SHA-256");
    }

    @Test
    void a_wrong_count_ends_the_call() throws Exception {
        manifest = new AcsManifest(ALICE, SYNCHRONIZER, SELF, acs.length, 3001, sha256(acs));

        assertThat(aborted(v35()).text()).contains("number of contracts is 3000, but 3001 was expected");
    }

    @Test
    void a_damaged_file_ends_the_call_with_its_place() throws Exception {
        byte[] damaged = acs.clone();
        damaged[acs.length / 2] ^= 0x55;
        Files.write(file, damaged);
        manifest = new AcsManifest(ALICE, SYNCHRONIZER, SELF, acs.length, 3000, sha256(damaged));

        CallFailure failure = aborted(v35());

        assertThat(failure.code()).isEqualTo("ACS_FILE_DAMAGED");
        assertThat(failure.text()).contains(file.toString());
    }

    @Test
    void a_file_that_shrinks_while_it_is_read_ends_the_call() throws Exception {
        Importing<ImportPartyAcsRequestV35> service = v35();
        service.onFirst = () -> {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.truncate(acs.length - 1000);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };

        assertThat(aborted(service).kind()).isEqualTo(Kind.LOCAL);
    }

    @Test
    void a_missing_file_is_noticed_before_anything_is_sent() throws Exception {
        Files.delete(file);
        Importing<ImportPartyAcsRequestV35> service = v35();

        CallFailure failure = aborted(service);

        assertThat(failure.text()).isEqualTo("reading " + file + " failed: it does not exist");
        assertThat(service.messages).isEmpty();
    }

    @Test
    void a_file_for_another_target_is_not_sent() throws Exception {
        manifest = new AcsManifest(
                ALICE,
                SYNCHRONIZER,
                ParticipantId.of("participant3::1220" + "ee".repeat(32)),
                acs.length,
                3000,
                sha256(acs));

        assertThat(aborted(v35()).text()).contains("its target is participant3::");
    }

    @Test
    void a_refusal_in_the_middle_is_the_participants_word() throws Exception {
        Importing<ImportPartyAcsRequestV35> service = v35();
        service.refusal = Status.FAILED_PRECONDITION.withDescription(
                "IO_STREAM_PARTY_MANAGEMENT_ERROR(9,0): There are still synchronizers connected. Please disconnect all synchronizers.");

        CallFailure failure = failure(service);

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).isEqualTo("IO_STREAM_PARTY_MANAGEMENT_ERROR");
        assertThat(failure.text()).startsWith("There are still synchronizers connected");
    }

    @Test
    void a_regular_answer_before_the_end_is_no_success() throws Exception {
        Importing<ImportPartyAcsRequestV35> service = v35();
        service.hasty = true;

        assertThat(failure(service).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    @Test
    void checking_reads_everything_and_sends_nothing() throws Exception {
        Importing<ImportPartyAcsRequestV35> service = v35();
        List<String> ids = new ArrayList<>();
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(service), "3.5.10")) {
            fake.participant().checkAcs(file, manifest, ids::add);
            AcsManifest bobs = new AcsManifest(BOB, SYNCHRONIZER, SELF, acs.length, 3000, sha256(acs));
            fake.participant().checkAcs(file, bobs, id -> {});
            Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
            AcsManifest longer = new AcsManifest(ALICE, SYNCHRONIZER, SELF, acs.length + 1, 3000, sha256(acs));
            CallFailed failed = catchThrowableOfType(
                    CallFailed.class, () -> fake.participant().checkAcs(file, longer, id -> {}));

            assertThat(failed.failure().text())
                    .isEqualTo(file + ": there are bytes behind the end of the gzip stream, from byte " + acs.length
                            + " on");
        }
        assertThat(ids).hasSize(3000);
        assertThat(service.messages).isEmpty();
    }

    private static Importing<ImportPartyAcsRequestV35> v35() {
        return new Importing<>(PartyManagementServiceGrpc.getImportPartyAcsMethod());
    }

    private void load(BindableService service, String release, Progress progress) throws CallFailed {
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(service), release)) {
            fake.participant().importAcs(ALICE, SYNCHRONIZER, file, manifest, "journal-1", progress);
        }
    }

    private CallFailure failure(BindableService service) {
        return catchThrowableOfType(CallFailed.class, () -> load(service, "3.5.10", Progress.UNWATCHED))
                .failure();
    }

    private CallFailure aborted(Importing<?> service) {
        CallFailure failure = failure(service);
        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(service.completed).isFalse();
        assertThat(service.messages).hasSizeLessThan(3);
        if (!service.messages.isEmpty()) {
            Awaitility.await().untilTrue(service.cancelled);
        }
        return failure;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Takes an import and knows how it ended. */
    private static final class Importing<Q> implements BindableService {

        private final MethodDescriptor<Q, ImportPartyAcsResponse> method;
        private final List<Q> messages = new CopyOnWriteArrayList<>();
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicBoolean completed = new AtomicBoolean();
        private volatile Runnable onFirst = () -> {};
        private volatile Status refusal;
        private volatile boolean hasty;

        Importing(MethodDescriptor<Q, ImportPartyAcsResponse> method) {
            this.method = method;
        }

        byte[] bytes(Function<Q, ByteString> chunk) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (Q message : messages) {
                chunk.apply(message).writeTo(out);
            }
            return out.toByteArray();
        }

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder(PartyManagementServiceGrpc.SERVICE_NAME)
                    .addMethod(method, ServerCalls.asyncClientStreamingCall(this::receive))
                    .build();
        }

        private StreamObserver<Q> receive(StreamObserver<ImportPartyAcsResponse> answer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Q message) {
                    if (messages.isEmpty()) {
                        onFirst.run();
                    }
                    messages.add(message);
                    if (refusal != null) {
                        answer.onError(refusal.asRuntimeException());
                    } else if (hasty) {
                        answer.onNext(ImportPartyAcsResponse.getDefaultInstance());
                        answer.onCompleted();
                    }
                }

                @Override
                public void onError(Throwable thrown) {
                    cancelled.set(true);
                }

                @Override
                public void onCompleted() {
                    completed.set(true);
                    answer.onNext(ImportPartyAcsResponse.getDefaultInstance());
                    answer.onCompleted();
                }
            };
        }
    }
}
