package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.admin;
import static io.partita.plans.conformance.ErrorCase.adminOfThree;
import static io.partita.plans.conformance.ErrorCase.ledger;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.GetHighestOffsetByTimestampRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.testkit.recording.TestDars;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The offline procedure by bare calls, without partita, and at every stage of it what the participants refuse there. It shows that the network follows the rules that partita is built on, also where partita never goes. The
 * cases stand in the order of the procedure and share one party.
 */
final class ReplicationCases {

    private static final int NOTES = 5;
    private static final long BEYOND = 99_999_999_999L;
    private static final Refused ARGUMENT = Refused.by("INVALID_ARGUMENT_PARTY_MANAGEMENT_ERROR", 8);
    private static final Refused NO_ACTIVATION = Refused.by("EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND", 9);
    private static final Refused CONNECTED = Refused.by("IO_STREAM_PARTY_MANAGEMENT_ERROR", 9);
    private static final Refused NO_FLAG_TO_IMPORT = Refused.by("PARTY_ACS_IMPORT_MISSING_ONBOARDING_MAPPING", 9);
    private static final Refused NO_FLAG_TO_EXPORT =
            Refused.by("PARTY_ACS_EXPORT_MISSING_TARGET_ONBOARDING_MAPPING", 9);
    private static final Refused NO_FLAG_TO_CLEAR = Refused.by("PARTY_ONBOARDING_CLEARANCE_MISSING_MAPPING", 9);
    private static final Refused STATE = Refused.by("INVALID_STATE_PARTY_MANAGEMENT_ERROR", 9);
    private static final Refused NOT_GZIP = Refused.plain(Status.Code.UNKNOWN, "Input is not in the .gz format");
    private static final Refused DAMAGED = Refused.by("PROTO_DESERIALIZATION_FAILURE", 8);

    private Optional<String> party = Optional.empty();
    private byte[] file = {};
    private long sourceBegin;
    private long destinationBegin;

    private String party(Ground ground) {
        if (party.isEmpty()) {
            party = Optional.of(ground.used(ground.name("Bare"), NOTES));
        }
        return party.get();
    }

    private byte[] file() {
        assertThat(file).as("the export did not succeed").isNotEmpty();
        return file;
    }

    List<Case> cases() {
        return List.of(
                // Nothing is proposed yet.
                export("export-no-activation", "no activation within the wait", NO_ACTIVATION, request -> request),
                export("export-offset-zero", "begin offset 0", ARGUMENT, request -> request.setBeginOffsetExclusive(0)),
                export(
                        "export-offset-negative",
                        "begin offset below 0",
                        ARGUMENT,
                        request -> request.setBeginOffsetExclusive(-1)),
                export(
                        "export-offset-beyond",
                        "begin offset after the ledger end",
                        ARGUMENT,
                        request -> request.setBeginOffsetExclusive(BEYOND)),
                export(
                        "export-bad-party",
                        "a party that is no id",
                        ARGUMENT,
                        request -> request.setPartyId("nonsense")),
                export(
                        "export-unknown-party",
                        "a party that nobody knows",
                        NO_ACTIVATION,
                        request -> request.setPartyId("x" + request.getPartyId())),
                export(
                        "export-unknown-synchronizer",
                        "a synchronizer that nobody knows",
                        ARGUMENT,
                        request -> request.setSynchronizerId("nosuch" + request.getSynchronizerId())),
                export(
                        "export-no-synchronizer",
                        "no synchronizer",
                        ARGUMENT,
                        ExportPartyAcsRequest.Builder::clearSynchronizerId),
                export(
                        "export-bad-target",
                        "a target that is no id",
                        ARGUMENT,
                        request -> request.setTargetParticipantUid("nonsense")),
                export(
                        "export-prefixed-target",
                        "a target with its prefix",
                        ARGUMENT,
                        request -> request.setTargetParticipantUid("PAR::" + request.getTargetParticipantUid())),
                export(
                        "export-negative-wait",
                        "a wait below 0",
                        ARGUMENT,
                        request -> request.setWaitForActivationTimeout(
                                Duration.newBuilder().setSeconds(-1))),
                admin(
                        "export-own-activation",
                        "the source as its own target: an activation without flag",
                        NO_FLAG_TO_EXPORT,
                        g -> Acs.exported(
                                g.source(),
                                Acs.export(g, party(g), 1)
                                        .setTargetParticipantUid(g.source().uid())
                                        .build())),
                clear("clear-no-activation", "no activation within the wait", NO_ACTIVATION, request -> request),
                clear("clear-offset-zero", "begin offset 0", ARGUMENT, request -> request.setBeginOffsetExclusive(0)),
                clear(
                        "clear-offset-beyond",
                        "begin offset after the ledger end",
                        ARGUMENT,
                        request -> request.setBeginOffsetExclusive(BEYOND)),
                clear("clear-bad-party", "a party that is no id", ARGUMENT, request -> request.setPartyId("nonsense")),
                admin(
                        "clear-own-activation",
                        "on the source: its own activation had no flag",
                        NO_FLAG_TO_CLEAR,
                        g -> clear(g, g.source(), request -> request.setBeginOffsetExclusive(1))),
                admin(
                        "import-no-flag",
                        "connected, and no mapping with the flag",
                        NO_FLAG_TO_IMPORT,
                        g -> importing(g, emptyFile(), request -> request)),
                admin(
                        "import-connected",
                        "connected, without the party's id",
                        CONNECTED,
                        g -> importing(g, emptyFile(), ImportPartyAcsRequestV35.Builder::clearPartyId)),
                // The target consents and leaves.
                Case.of(
                        "bare-consent",
                        "by hand: the target proposes with the flag, then leaves; nobody is told to others",
                        this::consent),
                admin(
                        "away-authorize",
                        "a proposal on a disconnected participant",
                        Refused.by("TOPOLOGY_STORE_NOT_FOUND", 11),
                        g -> g.topology().authorize(g.destination(), mapping(g), 2)),
                ledger(
                        "away-allocate",
                        "a new party on a disconnected participant",
                        Refused.by("NOT_CONNECTED_TO_SYNCHRONIZER", 9),
                        g -> g.ledger().allocate(g.destination(), g.name("Away"))),
                admin(
                        "away-vet",
                        "a DAR to vet on a disconnected participant",
                        Refused.by("PACKAGE_SERVICE_NOT_CONNECTED_TO_SYNCHRONIZER", 9),
                        g -> g.upload(g.destination(), TestDars.EXTRA)),
                admin(
                        "away-clear",
                        "the flag on a disconnected participant",
                        STATE,
                        g -> clear(g, g.destination(), request -> request)),
                // The party consents, the contracts are exported.
                Case.of(
                        "bare-export",
                        "by hand: the party consents, and the same file is exported twice",
                        this::exportTwice),
                admin(
                        "export-late-offset",
                        "begin offset after the activation",
                        NO_ACTIVATION,
                        g -> Acs.exported(
                                g.source(),
                                Acs.export(g, party(g), g.ledger().end(g.source()))
                                        .build())),
                // The target is away, and its party is activated.
                admin(
                        "import-empty-message",
                        "one empty message",
                        ARGUMENT,
                        g -> Acs.importInto(g.destination(), ImportPartyAcsRequestV35.getDefaultInstance())),
                wrongFile(
                        "import-no-synchronizer",
                        "no synchronizer",
                        ARGUMENT,
                        ImportPartyAcsRequestV35.Builder::clearSynchronizerId),
                wrongFile(
                        "import-no-mode",
                        "no mode",
                        ARGUMENT,
                        ImportPartyAcsRequestV35.Builder::clearContractImportMode),
                wrongFile(
                        "import-mode-unspecified",
                        "mode unspecified",
                        ARGUMENT,
                        request -> request.setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED)),
                wrongFile("import-no-bytes", "no bytes", NOT_GZIP, ImportPartyAcsRequestV35.Builder::clearAcsSnapshot),
                wrongFile(
                        "import-no-gzip",
                        "not gzip",
                        NOT_GZIP,
                        request -> request.setAcsSnapshot(ByteString.copyFromUtf8("this is no file of contracts"))),
                wrongFile(
                        "import-first-byte",
                        "the first byte is missing",
                        NOT_GZIP,
                        request ->
                                request.setAcsSnapshot(request.getAcsSnapshot().substring(1))),
                wrongFile(
                        "import-garbage",
                        "gzip of garbage",
                        DAMAGED,
                        request -> request.setAcsSnapshot(ByteString.copyFrom(
                                Acs.gzipped("this is no file of contracts".getBytes(StandardCharsets.UTF_8))))),
                wrongFile(
                        "import-truncated",
                        "cut in the middle",
                        DAMAGED,
                        request -> request.setAcsSnapshot(request.getAcsSnapshot()
                                .substring(0, request.getAcsSnapshot().size() / 2))),
                wrongFile(
                        "import-last-bytes",
                        "the last four bytes are missing",
                        DAMAGED,
                        request -> request.setAcsSnapshot(request.getAcsSnapshot()
                                .substring(0, request.getAcsSnapshot().size() - 4))),
                wrongFile(
                        "import-unknown-synchronizer",
                        "a synchronizer that nobody knows",
                        STATE,
                        request -> request.setSynchronizerId("nosuch" + request.getSynchronizerId())),
                wrongFile(
                        "import-bad-party",
                        "a party that is no id",
                        ARGUMENT,
                        request -> request.setPartyId("nonsense")),
                admin(
                        "import-other-party",
                        "a party of a namespace without any flagged mapping",
                        NO_FLAG_TO_IMPORT,
                        g -> importing(
                                g,
                                file(),
                                request -> request.setPartyId(
                                        "nobody::" + g.destination().namespace()))),
                admin(
                        "import-late-context",
                        "the context only in the second message",
                        ARGUMENT,
                        g -> Acs.importInto(
                                g.destination(),
                                ImportPartyAcsRequestV35.newBuilder()
                                        .setAcsSnapshot(ByteString.copyFrom(file()))
                                        .build(),
                                Acs.first(g, party(g), file()).build())),
                Case.of(
                        "bare-import",
                        "by hand: after all of that, imported in pieces, and again; the target has exactly the file's contracts",
                        this::importTwice),
                Case.of("bare-reconnect", "by hand: the target is back, and follows", this::reconnect),
                admin(
                        "import-reconnected",
                        "imported again, connected",
                        CONNECTED,
                        g -> importing(g, file(), request -> request)),
                admin(
                        "clear-late-offset",
                        "begin offset after the activation",
                        NO_ACTIVATION,
                        g -> clear(
                                g,
                                g.destination(),
                                request -> request.setBeginOffsetExclusive(
                                        g.ledger().end(g.destination())))),
                adminOfThree(
                        "clear-no-host",
                        "on a participant that is no host",
                        NO_ACTIVATION,
                        g -> clear(g, g.third(), request -> request.setBeginOffsetExclusive(1))),
                Case.of(
                        "bare-flag",
                        "by hand: protocol version 35 clears the flag by itself, 34 when it is asked",
                        this::flag),
                Case.of(
                        "bare-no-flag",
                        "by hand: an activation without the flag can be neither exported, imported nor cleared",
                        ReplicationCases::withoutFlag),
                offset(
                        "offset-future",
                        "the offset at a time that is not processed",
                        Refused.by("UNPROCESSED_REQUESTED_TIMESTAMP", 9),
                        request -> request.setTimestamp(
                                Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 3600))),
                offset(
                        "offset-before",
                        "the offset before everything",
                        Refused.by("INVALID_TIMESTAMP_PARTY_MANAGEMENT_ERROR", 12),
                        request -> request.setTimestamp(Timestamp.newBuilder())),
                offset("offset-no-time", "the offset at no time", ARGUMENT, request -> request),
                offset(
                        "offset-unknown-synchronizer",
                        "the offset on a synchronizer that nobody knows",
                        ARGUMENT,
                        request -> request.setTimestamp(Timestamp.newBuilder().setSeconds(1))
                                .setSynchronizerId("nosuch" + request.getSynchronizerId())));
    }

    private Case export(String name, String what, Refused refused, UnaryOperator<ExportPartyAcsRequest.Builder> wrong) {
        return admin(
                name,
                "export: " + what,
                refused,
                g -> Acs.exported(
                        g.source(),
                        wrong.apply(Acs.export(g, party(g), g.ledger().end(g.source())))
                                .build()));
    }

    private Case clear(
            String name, String what, Refused refused, UnaryOperator<ClearPartyOnboardingFlagRequest.Builder> wrong) {
        return admin(name, "clear the flag: " + what, refused, g -> clear(g, g.destination(), wrong));
    }

    private ClearPartyOnboardingFlagResponse clear(
            Ground ground, Peer at, UnaryOperator<ClearPartyOnboardingFlagRequest.Builder> wrong) {
        return at.parties()
                .clearPartyOnboardingFlag(wrong.apply(ClearPartyOnboardingFlagRequest.newBuilder()
                                .setPartyId(party(ground))
                                .setSynchronizerId(ground.facts().synchronizer())
                                .setBeginOffsetExclusive(ground.ledger().end(at))
                                .setWaitForActivationTimeout(
                                        Duration.newBuilder().setSeconds(1)))
                        .build());
    }

    private Case wrongFile(
            String name, String what, Refused refused, UnaryOperator<ImportPartyAcsRequestV35.Builder> wrong) {
        return admin(name, "import: " + what, refused, g -> importing(g, file(), wrong));
    }

    private void importing(Ground ground, byte[] bytes, UnaryOperator<ImportPartyAcsRequestV35.Builder> wrong)
            throws InterruptedException {
        Acs.importInto(
                ground.destination(),
                wrong.apply(Acs.first(ground, party(ground), bytes)).build());
    }

    private static Case offset(
            String name,
            String what,
            Refused refused,
            UnaryOperator<GetHighestOffsetByTimestampRequest.Builder> wrong) {
        return admin(
                name,
                what,
                refused,
                g -> g.source()
                        .parties()
                        .getHighestOffsetByTimestamp(wrong.apply(GetHighestOffsetByTimestampRequest.newBuilder()
                                        .setSynchronizerId(g.facts().synchronizer()))
                                .build()));
    }

    private static byte[] emptyFile() {
        return Acs.gzipped(new byte[0]);
    }

    private PartyToParticipant mapping(Ground ground) {
        return Topology.mapping(
                party(ground),
                1,
                Topology.host(ground.source(), SUBMISSION),
                Topology.onboarding(ground.destination(), OBSERVATION));
    }

    private void consent(Ground ground) {
        // Import by hand needs the packages; vetting is impossible once it is away.
        ground.upload(ground.destination(), TestDars.EXAMPLES);
        destinationBegin = ground.ledger().end(ground.destination());
        ground.topology().authorize(ground.destination(), mapping(ground), 2);
        for (Peer view : List.of(ground.source(), ground.destination())) {
            await("the proposal on " + view)
                    .atMost(ground.facts().soon())
                    .until(() ->
                            ground.topology().proposals(view, party(ground)).size() == 1);
        }
        ground.connections().disconnectAll(ground.destination());
    }

    private void exportTwice(Ground ground) {
        assertThat(ground.connections().isConnected(ground.destination())).isFalse();
        sourceBegin = ground.ledger().end(ground.source());
        ground.topology().authorize(ground.source(), mapping(ground), 2);
        ground.topology().awaitSerial(party(ground), 2, List.of(ground.source()));
        ExportPartyAcsRequest request = Acs.export(ground, party(ground), sourceBegin)
                .setWaitForActivationTimeout(Duration.newBuilder().setSeconds(60))
                .build();
        file = Acs.exported(ground.source(), request);
        assertThat(Acs.exported(ground.source(), request)).isEqualTo(file);
        assertThat(ground.ledger().contracts(ground.destination(), party(ground)))
                .isEmpty();
    }

    private void importTwice(Ground ground) throws InterruptedException {
        for (int pieces : new int[] {3, 7}) {
            Acs.importInto(ground.destination(), Acs.inPieces(ground, party(ground), file(), pieces));
            assertThat(ground.ledger().contracts(ground.destination(), party(ground)))
                    .hasSize(NOTES - 1)
                    .isEqualTo(ground.ledger().contracts(ground.source(), party(ground)));
        }
    }

    private void reconnect(Ground ground) {
        assertThat(file()).isNotEmpty();
        ground.ledger().submit(ground.source(), party(ground), Ledger.note(party(ground), "meanwhile"));
        ground.connections().connectAs(ground.destination(), ground.found().get(ground.destination()));
        ground.ledger().awaitSame(ground.source(), ground.destination(), party(ground));
        ground.topology().awaitHost(ground.destination(), party(ground));
    }

    private void flag(Ground ground) {
        String id = party(ground);
        java.time.Duration decision = ground.facts().decision();
        if (ground.facts().clearsByItself()) {
            ground.remark("cleared by itself");
        } else {
            // Longer than it could have to be there; nobody asks meanwhile.
            await("the flag of " + id + " stays")
                    .during(decision.plusSeconds(2))
                    .atMost(decision.plusSeconds(60))
                    .until(() -> flagged(ground));
            assertThat(clear(ground, ground.destination(), this::activation).getOnboarded())
                    .isFalse();
            ground.remark("cleared when asked");
            await("the flag of " + id + " is gone")
                    .pollInterval(java.time.Duration.ofSeconds(1))
                    .atMost(ground.facts().untilCleared())
                    .until(() -> !flagged(ground)
                            || clear(ground, ground.destination(), this::activation)
                                    .getOnboarded());
        }
        await("the flag of " + id + " is gone")
                .atMost(ground.facts().untilCleared())
                .until(() -> !flagged(ground));
        assertThat(ground.ledger().events(ground.source(), id, ground.destination(), sourceBegin))
                .isEqualTo(ground.facts().clearsByItself() ? List.of("onboarding", "added") : List.of("added"));
        ground.ledger().submit(ground.source(), id, Ledger.note(id, "afterwards"));
        ground.ledger().awaitSame(ground.source(), ground.destination(), id);
    }

    private ClearPartyOnboardingFlagRequest.Builder activation(ClearPartyOnboardingFlagRequest.Builder request) {
        return request.setBeginOffsetExclusive(destinationBegin);
    }

    private boolean flagged(Ground ground) {
        return ground.topology()
                .hosting(ground.destination(), party(ground))
                .map(hosting -> hosting.hosts().get(ground.destination().name()))
                .filter(word -> word.endsWith("onboarding"))
                .isPresent();
    }

    private static void withoutFlag(Ground ground) {
        String id = ground.ledger().allocate(ground.source(), ground.name("Flagless"));
        long source = ground.ledger().end(ground.source());
        long destination = ground.ledger().end(ground.destination());
        PartyToParticipant mapping = Topology.mapping(
                id, 1, Topology.host(ground.source(), SUBMISSION), Topology.host(ground.destination(), OBSERVATION));
        ground.topology().authorize(ground.destination(), mapping, 2);
        ground.topology().authorize(ground.source(), mapping, 2);
        ground.topology().awaitSerial(id, 2, ground.peers());
        Duration wait = Duration.newBuilder().setSeconds(30).build();
        NO_FLAG_TO_EXPORT.require(
                io.partita.provider.canton.call.Api.ADMIN,
                () -> Acs.exported(
                        ground.source(),
                        Acs.export(ground, id, source)
                                .setWaitForActivationTimeout(wait)
                                .build()));
        NO_FLAG_TO_CLEAR.require(
                io.partita.provider.canton.call.Api.ADMIN,
                () -> ground.destination()
                        .parties()
                        .clearPartyOnboardingFlag(ClearPartyOnboardingFlagRequest.newBuilder()
                                .setPartyId(id)
                                .setSynchronizerId(ground.facts().synchronizer())
                                .setBeginOffsetExclusive(destination)
                                .setWaitForActivationTimeout(wait)
                                .build()));
    }
}
