package io.partita.provider.canton;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.BOB;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.partita.core.hash.Sha256;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Progress;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.ExportAcsResponse;
import io.partita.proto.participant.ImportAcsRequest;
import io.partita.proto.participant.ImportAcsResponse;
import io.partita.proto.participant.ParticipantRepairServiceGrpc.ParticipantRepairServiceImplBase;
import io.partita.provider.canton.acs.GeneratedAcs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host missed, from the books of another one into its own. */
class BooksTest {

    private static final ParticipantId SELF = ParticipantId.of(Statuses.UID);

    @TempDir
    private Path temporary;

    private Path file;
    private byte[] acs;
    private Books books;

    @BeforeEach
    void file() throws Exception {
        file = temporary.resolve("alice.acs.gz");
        acs = GeneratedAcs.file(3000, 2000);
        books = new Books(acs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.12", "3.5.10"})
    void what_was_active_at_an_offset_is_exported_whoever_hosted_the_party(String release) throws Exception {
        AcsManifest manifest = export(release, ALICE);

        assertThat(file).hasBinaryContent(acs);
        assertThat(manifest.contracts()).isEqualTo(3000);
        assertThat(manifest.target()).isEqualTo(SELF);
        assertThat(books.asked)
                .isEqualTo(ExportAcsRequest.newBuilder()
                        .addPartyIds(ALICE.toString())
                        .setSynchronizerId(SYNCHRONIZER.toString())
                        .setLedgerOffset(17)
                        .addExcludedStakeholderIds(BOB.toString())
                        .build());
    }

    @Test
    void contracts_of_another_party_are_no_export() {
        CallFailed failed = catchThrowableOfType(
                CallFailed.class, () -> export("3.5.10", PartyId.of("Carol::1220" + "ad".repeat(32))));

        assertThat(failed.failure().kind()).isEqualTo(Kind.LOCAL);
        assertThat(failed.failure().text()).contains("has no stakeholder Carol::");
        assertThat(file).doesNotExist();
    }

    @Test
    void an_offset_that_is_pruned_is_the_participants_word() {
        books.refusal = Status.FAILED_PRECONDITION.withDescription(
                "IO_STREAM_REPAIR_ERROR(9,0): PARTICIPANT_PRUNED_DATA_ACCESSED: offset 17");

        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> export("3.5.10", ALICE));

        assertThat(failed.failure().kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.failure().code()).isEqualTo("IO_STREAM_REPAIR_ERROR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.12", "3.5.10"})
    void every_message_of_the_import_says_what_it_is(String release) throws Exception {
        load(release, Files.write(file, acs));

        assertThat(books.messages).hasSize(3).allSatisfy(message -> {
            assertThat(message.getWorkflowIdPrefix()).isEqualTo("journal-1");
            assertThat(message.getContractImportMode()).isEqualTo(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION);
        });
        assertThat(ByteString.copyFrom(books.messages.stream()
                                .map(ImportAcsRequest::getAcsSnapshot)
                                .toList())
                        .toByteArray())
                .isEqualTo(acs);
        assertThat(books.completed).isTrue();
    }

    @Test
    void a_participant_that_is_connected_refuses() throws Exception {
        books.refusal = Status.FAILED_PRECONDITION.withDescription(
                "IO_STREAM_REPAIR_ERROR(9,0): There are still synchronizers connected. Please disconnect all synchronizers.");
        Files.write(file, acs);

        CallFailure failure = catchThrowableOfType(CallFailed.class, () -> load("3.5.10", file))
                .failure();

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.code()).isEqualTo("IO_STREAM_REPAIR_ERROR");
    }

    @Test
    void an_answer_that_does_not_come_is_an_outcome_that_is_not_known() throws Exception {
        books.refusal = Status.UNAVAILABLE.withDescription("going away");
        books.late = true;
        Files.write(file, acs);

        CallFailure failure = catchThrowableOfType(CallFailed.class, () -> load("3.5.10", file))
                .failure();

        assertThat(failure.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(books.imports).isEqualTo(1);
    }

    @Test
    void another_file_is_not_sent() throws Exception {
        Files.write(file, GeneratedAcs.file(2999, 2000));

        CallFailure failure = catchThrowableOfType(CallFailed.class, () -> load("3.5.10", file))
                .failure();

        assertThat(failure.kind()).isEqualTo(Kind.LOCAL);
        assertThat(books.completed).isFalse();
    }

    @Test
    void a_release_without_these_calls_is_told_so() {
        CallFailed failed = catchThrowableOfType(CallFailed.class, () -> export("3.3.0", ALICE));

        assertThat(failed.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failed.failure().text()).contains("3.3.0").contains("from Canton 3.4 on");
    }

    private AcsManifest export(String release, PartyId party) throws CallFailed {
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(books), release)) {
            return fake.participant()
                    .exportAcsAt(party, SYNCHRONIZER, SELF, 17, new TreeSet<>(Set.of(BOB)), file, Progress.UNWATCHED);
        }
    }

    private void load(String release, Path from) throws CallFailed {
        AcsManifest manifest = new AcsManifest(ALICE, SYNCHRONIZER, SELF, acs.length, 3000, Sha256.of(acs));
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(books), release)) {
            fake.participant().importIntoBooks(ALICE, SYNCHRONIZER, from, manifest, "journal-1", Progress.UNWATCHED);
        }
    }

    /** Answers with a file, and takes one. */
    private static final class Books extends ParticipantRepairServiceImplBase {

        private final byte[] acs;
        private final List<ImportAcsRequest> messages = new CopyOnWriteArrayList<>();
        private volatile ExportAcsRequest asked;
        private volatile Status refusal;
        private volatile boolean late;
        private volatile boolean completed;
        private volatile int imports;

        Books(byte[] acs) {
            this.acs = acs;
        }

        @Override
        public void exportAcs(ExportAcsRequest request, StreamObserver<ExportAcsResponse> answer) {
            asked = request;
            if (refusal != null) {
                answer.onError(refusal.asRuntimeException());
                return;
            }
            int half = acs.length / 2;
            answer.onNext(ExportAcsResponse.newBuilder()
                    .setChunk(ByteString.copyFrom(acs, 0, half))
                    .build());
            answer.onNext(ExportAcsResponse.newBuilder()
                    .setChunk(ByteString.copyFrom(acs, half, acs.length - half))
                    .build());
            answer.onCompleted();
        }

        @Override
        public StreamObserver<ImportAcsRequest> importAcs(StreamObserver<ImportAcsResponse> answer) {
            imports++;
            return new StreamObserver<>() {
                @Override
                public void onNext(ImportAcsRequest message) {
                    messages.add(message);
                    if (refusal != null && !late) {
                        answer.onError(refusal.asRuntimeException());
                    }
                }

                @Override
                public void onError(Throwable gone) {}

                @Override
                public void onCompleted() {
                    completed = true;
                    if (refusal != null) {
                        answer.onError(refusal.asRuntimeException());
                        return;
                    }
                    answer.onNext(ImportAcsResponse.getDefaultInstance());
                    answer.onCompleted();
                }
            };
        }
    }
}
