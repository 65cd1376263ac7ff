package io.partita.provider.sandbox.ledger;

import static io.partita.provider.sandbox.ledger.LedgerLab.P1;
import static io.partita.provider.sandbox.ledger.LedgerLab.P2;
import static io.partita.provider.sandbox.ledger.LedgerLab.code;
import static io.partita.provider.sandbox.ledger.LedgerLab.error;
import static io.partita.provider.sandbox.ledger.LedgerLab.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetUpdateByOffsetRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ExportAcsRequest;
import io.partita.proto.participant.GetDarRequest;
import io.partita.proto.participant.GetHighestOffsetByTimestampRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.PruneRequest;
import io.partita.proto.participant.PruningServiceGrpc;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.proto.participant.UploadDarRequest.UploadDarData;
import io.partita.proto.pruning.GetParticipantScheduleRequest;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.proto.pruning.SetParticipantScheduleRequest;
import io.partita.proto.pruning.SetScheduleRequest;
import io.partita.provider.sandbox.packages.TestDars;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.World;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error codes of errors.md 3, 4, 5 and 8. */
class RefusalsTest {

    private static LedgerLab lab;
    private static String alice;

    @BeforeAll
    static void open() {
        lab = LedgerLab.open(LedgerLab.world());
        lab.upload("partita-examples-1.0.0", P1, P2);
        alice = lab.allocate(P1, "Alice");
        lab.note(P1, alice, "note");
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid/partita-examples-1.1.0-missing-dependency, DAR_DEPENDENCIES_NOT_VALID",
        "invalid/partita-examples-1.0.0-other-content, KNOWN_PACKAGE_VERSION",
        "invalid/partita-examples-1.2.0-not-an-upgrade, NOT_VALID_UPGRADE_PACKAGE",
    })
    void refusesWrongDars(String dar, String code) {
        assertThat(code(() -> lab.upload(dar, P1))).isEqualTo(code);
    }

    @Test
    void refusesAnUnexpectedMainPackageAndUnknownDars() {
        UploadDarRequest request = UploadDarRequest.newBuilder()
                .addDars(UploadDarData.newBuilder()
                        .setBytes(TestDars.bytes("partita-base-1.0.0"))
                        .setExpectedMainPackageId(TestDars.EXTRA))
                .build();

        assertThat(code(() -> lab.packages(P1).uploadDar(request)))
                .isEqualTo("MAIN_PACKAGE_IN_DAR_DOES_NOT_MATCH_EXPECTED");
        assertThat(code(() -> lab.packages(P1)
                        .getDar(GetDarRequest.newBuilder()
                                .setMainPackageId("00")
                                .build())))
                .isEqualTo("DAR_NOT_FOUND");
    }

    @Test
    void vettingNeedsAConnectionAndStoringDoesNot() {
        try (LedgerLab own = LedgerLab.open(LedgerLab.world())) {
            own.disconnect(P2);
            assertThat(code(() -> own.upload("partita-extra-1.0.0", P2)))
                    .isEqualTo("PACKAGE_SERVICE_CANNOT_AUTODETECT_SYNCHRONIZER");
            assertThat(code(() -> own.packages(P2)
                            .uploadDar(UploadDarRequest.newBuilder()
                                    .addDars(UploadDarData.newBuilder().setBytes(TestDars.bytes("partita-extra-1.0.0")))
                                    .setVetAllPackages(true)
                                    .setSynchronizerId(own.network.synchronizerId())
                                    .build())))
                    .isEqualTo("PACKAGE_SERVICE_NOT_CONNECTED_TO_SYNCHRONIZER");
            assertThat(own.packages(P2)
                            .uploadDar(UploadDarRequest.newBuilder()
                                    .addDars(UploadDarData.newBuilder().setBytes(TestDars.bytes("partita-extra-1.0.0")))
                                    .build())
                            .getDarIdsList())
                    .containsExactly(TestDars.EXTRA);
        }
    }

    @Test
    void refusesExportsThatCannotBe() {
        long end = lab.end(P1);
        assertThat(error(() -> lab.export(P1, alice, P2, 0)).getReason())
                .isEqualTo("INVALID_ARGUMENT_PARTY_MANAGEMENT_ERROR");
        assertThat(failure(() -> lab.export(P1, alice, P2, 0)).getStatus().getDescription())
                .endsWith("Invariant violation in field `begin_offset_exclusive`: Expecting positive value for offset,"
                        + " found 0.");
        assertThat(failure(() -> lab.export(P1, "Alice", P2, end)).getStatus().getDescription())
                .endsWith("Unable to convert field `party_id`: Invalid unique identifier `Alice` with missing"
                        + " namespace.");
        assertThat(code(() -> lab.export(P1, alice, P2, end)))
                .isEqualTo("EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND");
        assertThat(failure(() -> lab.export(P1, alice, P2, end)).getStatus().getDescription())
                .endsWith("The stream has not been completed in 1 second.");
        assertThat(code(() -> lab.export(P1, alice, P1, 1)))
                .isEqualTo("PARTY_ACS_EXPORT_MISSING_TARGET_ONBOARDING_MAPPING");
    }

    @Test
    void refusesImportsThatCannotBe() {
        assertThat(code(() -> lab.importAcs(P2, alice, ByteString.EMPTY)))
                .isEqualTo("PARTY_ACS_IMPORT_MISSING_ONBOARDING_MAPPING");
        assertThat(code(() -> lab.importAcs(P2, "", ByteString.EMPTY))).isEqualTo("IO_STREAM_PARTY_MANAGEMENT_ERROR");
        assertThat(failure(() -> lab.importAcs(P2, ImportPartyAcsRequestV35.newBuilder(), ByteString.EMPTY))
                        .getStatus()
                        .getDescription())
                .endsWith("Field `synchronizer_id` is not set");
        assertThat(failure(() -> lab.importAcs(
                                P2,
                                lab.importRequest("")
                                        .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED),
                                ByteString.EMPTY))
                        .getStatus()
                        .getDescription())
                .endsWith("Field `CONTRACT_IMPORT_MODE_UNSPECIFIED` is not set");
    }

    @Test
    void refusesExportsFromTheBooksThatCannotBe() {
        long end = lab.end(P1);
        assertThat(code(() -> lab.exportBooks(P1, ExportAcsRequest.getDefaultInstance())))
                .isEqualTo("INVALID_ARGUMENT_REPAIR");
        assertThat(code(() -> lab.exportBooks(P1, lab.booksRequest("Alice", end).build())))
                .isEqualTo("INVALID_ARGUMENT_REPAIR");
        assertThat(code(() -> lab.exportBooks(P1, lab.booksRequest(alice, 0).build())))
                .isEqualTo("INVALID_ARGUMENT_REPAIR");
        assertThat(failure(() -> lab.exportBooks(
                                P1, lab.booksRequest(alice, end + 1_000).build()))
                        .getStatus()
                        .getDescription())
                .contains("needs to be smaller or equal to the ledger end");
        assertThat(failure(() -> lab.exportBooks(
                                P1,
                                lab.booksRequest(alice, end)
                                        .setSynchronizerId("other::1220" + "00".repeat(32))
                                        .build()))
                        .getStatus()
                        .getDescription())
                .endsWith("is unknown");
    }

    @Test
    void refusesImportsIntoTheBooksThatCannotBe() {
        assertThat(code(() -> lab.importBooks(P2, LedgerLab.booksImport().build())))
                .isEqualTo("IO_STREAM_REPAIR_ERROR");
        assertThat(code(() -> lab.importBooks(
                        P2, LedgerLab.booksImport().clearContractImportMode().build())))
                .isEqualTo("INVALID_ARGUMENT_REPAIR");
        try (LedgerLab own = LedgerLab.open(LedgerLab.world())) {
            own.disconnect(P2);
            assertThat(failure(() -> own.importBooks(
                                    P2,
                                    LedgerLab.booksImport().build(),
                                    LedgerLab.booksImport()
                                            .setWorkflowIdPrefix("another")
                                            .build()))
                            .getStatus()
                            .getDescription())
                    .contains("cannot be changed");
        }
    }

    @Test
    void refusesFilesThatAreNone() {
        try (LedgerLab own = LedgerLab.open(LedgerLab.world())) {
            own.disconnect(P2);
            assertThat(failure(() -> own.importAcs(P2, "", ByteString.EMPTY)).getStatus())
                    .satisfies(status -> assertThat(status.getCode()).isEqualTo(Status.Code.UNKNOWN))
                    .satisfies(
                            status -> assertThat(status.getDescription()).isEqualTo("Input is not in the .gz format"));
            assertThat(failure(() -> own.importAcs(P2, "", ByteString.copyFromUtf8("plain text")))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNKNOWN);
        }
    }

    @Test
    void anUnknownPackageRefusesTheImport() {
        try (LedgerLab own = LedgerLab.open(LedgerLab.world())) {
            own.upload("partita-examples-1.1.0", P1);
            String bob = own.allocate(P1, "Bob");
            own.note(P1, bob, "note");
            var mapping = LedgerLab.hosting(
                    bob,
                    1,
                    own.host(P1, io.partita.provider.sandbox.topology.Permission.SUBMISSION),
                    own.onboarding(P2, io.partita.provider.sandbox.topology.Permission.OBSERVATION));
            own.propose(P2, 2, mapping);
            own.disconnect(P2);
            long begin = own.end(P1);
            own.propose(P1, 2, mapping);
            own.awaitSerial(P1, bob, 2);

            assertThat(failure(() -> own.importAcs(P2, bob, own.export(P1, bob, P2, begin)))
                            .getStatus()
                            .getDescription())
                    .startsWith("IMPORT_ACS_ERROR(8,0): Could not select a representative package-id for contract")
                    .endsWith("No package in store for the contract's package-name 'partita-examples'.");
            assertThat(code(() -> own.note(P1, bob, "another"))).isEqualTo("PACKAGE_SELECTION_FAILED");
        }
    }

    @Test
    void refusesReadsOutOfBounds() {
        long end = lab.end(P1);
        assertThat(code(() -> lab.state(P1)
                        .getActiveContracts(GetActiveContractsRequest.newBuilder()
                                .setActiveAtOffset(end + 100)
                                .setEventFormat(LedgerLab.eventsOf(alice))
                                .build())
                        .hasNext()))
                .isEqualTo("OFFSET_AFTER_LEDGER_END");
        assertThat(code(() -> lab.state(P1)
                        .getActiveContracts(GetActiveContractsRequest.newBuilder()
                                .setActiveAtOffset(end)
                                .build())
                        .hasNext()))
                .isEqualTo("MISSING_FIELD");
        assertThat(code(() -> updates(end, 1))).isEqualTo("OFFSET_OUT_OF_RANGE");
        assertThat(code(() -> updates(-1, end))).isEqualTo("NEGATIVE_OFFSET");
        assertThat(code(() -> updates(end + 5, end + 5))).isEqualTo("OFFSET_AFTER_LEDGER_END");
        assertThat(lab.updates(P1)
                        .getUpdates(GetUpdatesRequest.newBuilder()
                                .setEndInclusive(end)
                                .setUpdateFormat(UpdateFormat.getDefaultInstance())
                                .build())
                        .hasNext())
                .isFalse();
        assertThat(code(() -> lab.updates(P1)
                        .getUpdateByOffset(GetUpdateByOffsetRequest.newBuilder()
                                .setOffset(end + 9)
                                .setUpdateFormat(LedgerLab.everythingOf(
                                        alice, TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS))
                                .build())))
                .isEqualTo("UPDATE_NOT_FOUND");
    }

    private static void updates(long begin, long end) {
        lab.updates(P1)
                .getUpdates(GetUpdatesRequest.newBuilder()
                        .setBeginExclusive(begin)
                        .setEndInclusive(end)
                        .setUpdateFormat(
                                LedgerLab.everythingOf(alice, TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS))
                        .build())
                .hasNext();
    }

    @Test
    void refusesCommandsOfThoseWhoMayNot() {
        assertThat(code(() -> lab.note(P2, alice, "not a host")))
                .isEqualTo("NO_SYNCHRONIZER_ON_WHICH_ALL_SUBMITTERS_CAN_SUBMIT");
        assertThat(code(() -> lab.note(P1, lab.party(P1, "nobody"), "unknown"))).isEqualTo("UNKNOWN_SUBMITTERS");
        assertThat(code(() -> lab.deal(P1, alice, lab.party(P1, "nobody"), 1))).isEqualTo("UNKNOWN_INFORMEES");
        assertThat(failure(() -> lab.finish(P1, alice, "00" + "ab".repeat(68)))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.INTERNAL);
    }

    @Test
    void offsetsAreFoundByTime() {
        GetHighestOffsetByTimestampRequest.Builder request =
                GetHighestOffsetByTimestampRequest.newBuilder().setSynchronizerId(lab.network.synchronizerId());
        Timestamp future = Timestamp.newBuilder().setSeconds(4_000_000_000L).build();

        assertThat(code(() -> lab.parties(P1).getHighestOffsetByTimestamp(request.build())))
                .isEqualTo("INVALID_ARGUMENT_PARTY_MANAGEMENT_ERROR");
        assertThat(code(() -> lab.parties(P1)
                        .getHighestOffsetByTimestamp(
                                request.setTimestamp(future).build())))
                .isEqualTo("UNPROCESSED_REQUESTED_TIMESTAMP");
        assertThat(lab.parties(P1)
                        .getHighestOffsetByTimestamp(request.setForce(true).build())
                        .getLedgerOffset())
                .isEqualTo(lab.end(P1));
        assertThat(code(() -> lab.parties(P1)
                        .getHighestOffsetByTimestamp(
                                request.setTimestamp(Timestamp.newBuilder().setSeconds(1000))
                                        .build())))
                .isEqualTo("INVALID_TIMESTAMP_PARTY_MANAGEMENT_ERROR");
    }

    @Test
    void aScheduleThatIsSetAnewLosesItsInternalFlagAndARunPrunes() {
        Map<String, World.Participant> one = new TreeMap<>(Map.of(P1, World.Participant.DEFAULT));
        try (LedgerLab own = LedgerLab.open(LedgerLab.world().withParticipants(one))) {
            own.upload("partita-examples-1.1.0", P1);
            String bob = own.allocate(P1, "Bob");
            own.note(P1, bob, "note");
            var pruning = PruningServiceGrpc.newBlockingStub(own.channel(P1, Api.ADMIN));
            PruningSchedule schedule = PruningSchedule.newBuilder()
                    .setCron("* * * * * ?")
                    .setMaxDuration(Duration.newBuilder().setSeconds(60))
                    .setRetention(Duration.newBuilder().setSeconds(1))
                    .build();
            pruning.setParticipantSchedule(SetParticipantScheduleRequest.newBuilder()
                    .setSchedule(ParticipantPruningSchedule.newBuilder()
                            .setSchedule(schedule)
                            .setPruneInternallyOnly(true))
                    .build());
            pruning.setSchedule(
                    SetScheduleRequest.newBuilder().setSchedule(schedule).build());
            assertThat(pruning.getParticipantSchedule(GetParticipantScheduleRequest.getDefaultInstance())
                            .getSchedule()
                            .getPruneInternallyOnly())
                    .isFalse();
            assertThat(code(() -> pruning.prune(
                            PruneRequest.newBuilder().setPruneUpTo(1).build())))
                    .isEqualTo("UNSAFE_TO_PRUNE");

            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(code(
                                    () -> own.history(P1, bob, 0, TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS)))
                            .isEqualTo("PARTICIPANT_PRUNED_DATA_ACCESSED"));
            assertThat(own.ids(P1, bob)).hasSize(1);
        }
    }
}
