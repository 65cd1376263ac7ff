package io.partita.provider.canton;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Status;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.CallFailure.Kind;
import io.partita.core.provider.Progress;
import io.partita.core.provider.Replication;
import io.partita.core.provider.Replication.Support;
import io.partita.proto.health.Status.Builder;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.GetSynchronizerIdResponse;
import io.partita.proto.participant.ParticipantRepairServiceGrpc;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceProto;
import io.partita.proto.participant.SynchronizerConnectivityServiceGrpc;
import io.partita.proto.time.FetchTimeResponse;
import io.partita.proto.time.SynchronizerTimeServiceGrpc;
import io.partita.proto.topology.ListPartyToParticipantRequest;
import io.partita.proto.topology.ListPartyToParticipantResponse;
import io.partita.proto.topology.TopologyManagerReadServiceGrpc;
import io.partita.proto.topology.TopologyManagerWriteServiceGrpc;
import io.partita.provider.canton.acs.GeneratedAcs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it is found out in which form a participant takes an import. */
class ReplicationFormTest {

    private static final UnaryOperator<FileDescriptorProto> AS_IT_IS = file -> file;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({
        "3.2.0, NONE",
        "3.3.2, NONE",
        "3.4.0, BY_RELEASE",
        "3.4.12-SNAPSHOT, BY_RELEASE",
        "3.5.0, BY_RELEASE",
        "3.5.10-SNAPSHOT, BY_RELEASE"
    })
    void a_release_that_is_known_is_not_asked(String release, Support support) throws CallFailed {
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(), release)) {
            assertThat(fake.participant().replication().support()).isEqualTo(support);
            assertThat(fake.requests(ServerReflectionGrpc.getServerReflectionInfoMethod()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3.6.0-SNAPSHOT", "3.7.0", "4.0.1", "a-build-of-mine"})
    void a_release_that_is_not_known_is_asked_for_its_own_description(String release) throws CallFailed {
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(AS_IT_IS)), release)) {
            assertThat(fake.participant().replication())
                    .isEqualTo(new Replication(
                            Support.BY_DESCRIPTION, "by its own description its calls are those of Canton 3.5"));
        }
    }

    @Test
    void the_old_form_is_recognised_under_a_new_release() throws CallFailed {
        UnaryOperator<FileDescriptorProto> old = method("ImportPartyAcs", ".ImportPartyAcsRequestV34");
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(old)), "3.7.0")) {
            assertThat(fake.participant().replication().told())
                    .isEqualTo("by its own description its calls are those of Canton 3.4");
        }
    }

    @Test
    void a_field_with_another_number_is_never_guessed_around() throws CallFailed {
        UnaryOperator<FileDescriptorProto> moved = message(
                "ImportPartyAcsRequestV35",
                request -> request.getFieldBuilderList().stream()
                        .filter(field -> field.getName().equals("party_id"))
                        .forEach(field -> field.setNumber(7)));
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(moved)), "4.0.0")) {
            assertThat(fake.participant().replication())
                    .isEqualTo(new Replication(
                            Support.UNTOLD,
                            "by its own description field 6 (party_id) of ImportPartyAcsRequestV35 is missing"));
        }
    }

    @Test
    void a_field_of_another_type_is_never_guessed_around() throws CallFailed {
        UnaryOperator<FileDescriptorProto> other = message(
                "ImportPartyAcsRequestV35",
                request -> request.getFieldBuilder(1).setType(FieldDescriptorProto.Type.TYPE_BYTES));
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(other)), "4.0.0")) {
            assertThat(fake.participant().replication().told())
                    .isEqualTo(
                            "by its own description field 2 of ImportPartyAcsRequestV35 is bytes synchronizer_id and not string synchronizer_id");
        }
    }

    @Test
    void a_field_that_is_not_known_could_be_mandatory() throws CallFailed {
        UnaryOperator<FileDescriptorProto> more = message(
                "ExportPartyAcsRequest",
                request -> request.addField(FieldDescriptorProto.newBuilder()
                        .setName("purpose")
                        .setNumber(9)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)));
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(more)), "4.0.0")) {
            assertThat(fake.participant().replication().told())
                    .isEqualTo("by its own description ExportPartyAcsRequest has field 9 (purpose) besides");
        }
    }

    @Test
    void an_answer_may_say_more_than_is_read() throws CallFailed {
        UnaryOperator<FileDescriptorProto> more = message(
                "ClearPartyOnboardingFlagResponse",
                answer -> answer.addField(FieldDescriptorProto.newBuilder()
                        .setName("why")
                        .setNumber(9)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)));
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(more)), "4.0.0")) {
            assertThat(fake.participant().replication().support()).isEqualTo(Support.BY_DESCRIPTION);
        }
    }

    @Test
    void a_call_that_is_gone_is_named() throws CallFailed {
        UnaryOperator<FileDescriptorProto> gone = file -> {
            FileDescriptorProto.Builder changed = file.toBuilder();
            changed.getServiceBuilderList().forEach(service -> {
                var left = service.getMethodList().stream()
                        .filter(method -> !method.getName().equals("ClearPartyOnboardingFlag"))
                        .toList();
                service.clearMethod().addAllMethod(left);
            });
            return changed.build();
        };
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(gone)), "4.0.0")) {
            assertThat(fake.participant().replication())
                    .isEqualTo(new Replication(
                            Support.UNTOLD, "by its own description it has no ClearPartyOnboardingFlag"));
        }
    }

    @Test
    void a_repair_service_of_another_form_is_told_with_it() throws CallFailed {
        UnaryOperator<FileDescriptorProto> gone = file -> {
            FileDescriptorProto.Builder changed = file.toBuilder();
            changed.getServiceBuilderList().forEach(service -> {
                var left = service.getMethodList().stream()
                        .filter(method -> !method.getName().equals("ImportAcs"))
                        .toList();
                service.clearMethod().addAllMethod(left);
            });
            return changed.build();
        };
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(gone)), "4.0.0")) {
            assertThat(fake.participant().replication().support()).isEqualTo(Support.BY_DESCRIPTION);
            assertThat(fake.participant().replication().books()).contains("by its own description it has no ImportAcs");
        }
    }

    @Test
    void hosts_without_the_onboarding_flag_are_not_enough() throws CallFailed {
        UnaryOperator<FileDescriptorProto> flagless = file -> {
            FileDescriptorProto.Builder changed = file.toBuilder();
            changed.getMessageTypeBuilderList().stream()
                    .filter(message -> message.getName().equals("PartyToParticipant"))
                    .flatMap(message -> message.getNestedTypeBuilderList().stream())
                    .filter(nested -> nested.getName().equals("HostingParticipant"))
                    .forEach(host -> host.removeField(2));
            return changed.build();
        };
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(new Described(flagless)), "4.0.0")) {
            assertThat(fake.participant().replication().told())
                    .isEqualTo("by its own description a host has no onboarding flag where partita sets it");
        }
    }

    @Test
    void without_reflection_nothing_is_imported_and_it_is_said_why() throws Exception {
        byte[] acs = GeneratedAcs.file(3, 20);
        Path file = Files.write(temporary.resolve("alice.acs.gz"), acs);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(acs));
        AcsManifest manifest =
                new AcsManifest(ALICE, SYNCHRONIZER, ParticipantId.of(Statuses.UID), acs.length, 3, sha256);
        try (FakeParticipant fake = Statuses.with(new FakeParticipant(), "4.0.0")
                .fail(ServerReflectionGrpc.getServerReflectionInfoMethod(), Status.UNIMPLEMENTED)) {
            assertThat(fake.participant().replication())
                    .isEqualTo(new Replication(
                            Support.UNTOLD,
                            "its Admin API offers no description of its calls (gRPC reflection): UNIMPLEMENTED"));

            CallFailed failed = catchThrowableOfType(
                    CallFailed.class,
                    () -> fake.participant()
                            .importAcs(ALICE, SYNCHRONIZER, file, manifest, "prefix", Progress.UNWATCHED));

            assertThat(failed.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failed.failure().code()).isEqualTo("RELEASE_NOT_SUPPORTED");
            assertThat(failed.failure().text()).contains("4.0.0").contains("offers no description");
            assertThat(fake.requests(PartyManagementServiceGrpc.getImportPartyAcsMethod()))
                    .isEmpty();
        }
    }

    @Test
    void the_books_of_a_release_that_is_not_known_are_opened_by_its_own_description() throws Exception {
        UnaryOperator<FileDescriptorProto> more = message(
                "ImportAcsRequest",
                request -> request.addField(FieldDescriptorProto.newBuilder()
                        .setName("synchronizer_id")
                        .setNumber(6)
                        .setType(FieldDescriptorProto.Type.TYPE_STRING)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)));
        Path file = temporary.resolve("alice.acs.gz");
        try (FakeParticipant known = Statuses.with(new FakeParticipant(new Described(AS_IT_IS)), "3.7.0");
                FakeParticipant other = Statuses.with(new FakeParticipant(new Described(more)), "3.7.0")) {
            assertThat(books(known, file).code()).as("it is asked").isEqualTo("UNIMPLEMENTED");

            assertThat(books(other, file))
                    .extracting(CallFailure::kind, CallFailure::code, CallFailure::text)
                    .containsExactly(
                            Kind.UNSUPPORTED,
                            "RELEASE_NOT_SUPPORTED",
                            "the participant runs Canton '3.7.0': by its own description ImportAcsRequest has field 6"
                                    + " (synchronizer_id) besides");
        }
    }

    /** What is asked of it, and answered by nobody. */
    private static CallFailure books(FakeParticipant fake, Path file) {
        return catchThrowableOfType(
                        CallFailed.class,
                        () -> fake.participant()
                                .exportAcsAt(
                                        ALICE,
                                        SYNCHRONIZER,
                                        ParticipantId.of(Statuses.UID),
                                        5,
                                        new TreeSet<>(),
                                        file,
                                        Progress.UNWATCHED))
                .failure();
    }

    @Test
    void release_33_tells_the_logical_id_and_is_asked_by_it() throws CallFailed {
        String logical = SYNCHRONIZER.toString();
        Builder common =
                io.partita.proto.health.Status.newBuilder().setUid(Statuses.UID).setVersion("3.3.2");
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        ParticipantStatusServiceGrpc.getParticipantStatusMethod(),
                        ParticipantStatusResponse.newBuilder()
                                .setStatus(ParticipantStatusResponseStatus.newBuilder()
                                        .setCommonStatus(common)
                                        .setActive(true)
                                        .addSupportedProtocolVersions(33))
                                .build())
                .answer(
                        io.partita.proto.ledger.admin.PartyManagementServiceGrpc.getGetParticipantIdMethod(),
                        GetParticipantIdResponse.newBuilder()
                                .setParticipantId(Statuses.UID)
                                .build())
                .answer(
                        SynchronizerConnectivityServiceGrpc.getGetSynchronizerIdMethod(),
                        GetSynchronizerIdResponse.newBuilder()
                                .setPhysicalSynchronizerId(logical)
                                .build())
                .answer(
                        TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod(),
                        ListPartyToParticipantResponse.getDefaultInstance())) {
            PhysicalSynchronizerId found = fake.participant().synchronizer("da");
            fake.participant().hosting(found, ALICE);

            assertThat(found).isEqualTo(new PhysicalSynchronizerId(SYNCHRONIZER, 33, 0));
            assertThat(fake.requests(TopologyManagerReadServiceGrpc.getListPartyToParticipantMethod()))
                    .singleElement()
                    .satisfies(bytes -> {
                        var store = ListPartyToParticipantRequest.parseFrom(bytes)
                                .getBaseQuery()
                                .getStore()
                                .getSynchronizer();
                        assertThat(store.getId()).isEqualTo(logical);
                        assertThat(store.hasPhysicalId()).isFalse();
                    });
        }
    }

    @Test
    void release_33_is_asked_for_the_time_by_the_logical_id() throws Exception {
        PhysicalSynchronizerId old = new PhysicalSynchronizerId(SYNCHRONIZER, 33, 0);
        try (FakeParticipant fake = new FakeParticipant()
                .answer(
                        SynchronizerTimeServiceGrpc.getFetchTimeMethod(),
                        FetchTimeResponse.newBuilder()
                                .setTimestamp(Timestamp.newBuilder().setSeconds(5))
                                .build())) {
            assertThat(fake.participant().synchronizerTime(old)).isEqualTo(Instant.ofEpochSecond(5));
            assertThat(fake.requests(SynchronizerTimeServiceGrpc.getFetchTimeMethod()))
                    .singleElement()
                    .satisfies(bytes -> assertThat(
                                    UnknownFieldSet.parseFrom(bytes).getField(1).getLengthDelimitedList())
                            .containsExactly(ByteString.copyFromUtf8(SYNCHRONIZER.toString())));
        }
    }

    /** Changes one message of a description. */
    private static UnaryOperator<FileDescriptorProto> message(
            String name, java.util.function.Consumer<DescriptorProto.Builder> change) {
        return file -> {
            FileDescriptorProto.Builder changed = file.toBuilder();
            changed.getMessageTypeBuilderList().stream()
                    .filter(message -> message.getName().equals(name))
                    .forEach(change);
            return changed.build();
        };
    }

    /** Lets a method take another message. */
    private static UnaryOperator<FileDescriptorProto> method(String name, String input) {
        return file -> {
            FileDescriptorProto.Builder changed = file.toBuilder();
            changed.getServiceBuilderList().stream()
                    .flatMap(service -> service.getMethodBuilderList().stream())
                    .filter(method -> method.getName().equals(name))
                    .forEach(method -> method.setInputType("." + file.getPackage() + input));
            return changed.build();
        };
    }

    /** The reflection of a participant, with the description that a test wants. */
    private static final class Described extends ServerReflectionGrpc.ServerReflectionImplBase {

        private final UnaryOperator<FileDescriptorProto> change;

        Described(UnaryOperator<FileDescriptorProto> change) {
            this.change = change;
        }

        @Override
        public StreamObserver<ServerReflectionRequest> serverReflectionInfo(
                StreamObserver<ServerReflectionResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ServerReflectionRequest request) {
                    answers.onNext(answer(request.getFileContainingSymbol()));
                }

                @Override
                public void onError(Throwable gone) {}

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }

        private ServerReflectionResponse answer(String symbol) {
            Map<String, FileDescriptor> files = new LinkedHashMap<>();
            if (symbol.equals(PartyManagementServiceGrpc.SERVICE_NAME)) {
                collect(PartyManagementServiceProto.getDescriptor(), files);
            } else if (symbol.equals(ParticipantRepairServiceGrpc.SERVICE_NAME)) {
                collect(ExportAcsRequest.getDescriptor().getFile(), files);
            } else if (symbol.equals(TopologyManagerWriteServiceGrpc.SERVICE_NAME)) {
                collect(
                        io.partita.proto.topology.AuthorizeRequest.getDescriptor()
                                .getFile(),
                        files);
            }
            FileDescriptorResponse.Builder response = FileDescriptorResponse.newBuilder();
            files.values()
                    .forEach(file -> response.addFileDescriptorProto(
                            change.apply(file.toProto()).toByteString()));
            return ServerReflectionResponse.newBuilder()
                    .setFileDescriptorResponse(response)
                    .build();
        }

        private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
            if (files.putIfAbsent(file.getName(), file) == null) {
                file.getDependencies().forEach(needed -> collect(needed, files));
            }
        }
    }
}
