package io.partita.plans.conformance;

import static io.partita.plans.conformance.ErrorCase.admin;
import static io.partita.plans.conformance.ErrorCase.adminOfThree;
import static io.partita.plans.conformance.ErrorCase.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.GetHighestOffsetByTimestampRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.testkit.recording.TestDars;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the party management refuses at every stage of a replication by hand, which goes on undisturbed by it. */
final class ReplicationErrorCases {

    static final Refused NO_FLAG_TO_EXPORT = Refused.by("PARTY_ACS_EXPORT_MISSING_TARGET_ONBOARDING_MAPPING", 9);
    static final Refused NO_FLAG_TO_CLEAR = Refused.by("PARTY_ONBOARDING_CLEARANCE_MISSING_MAPPING", 9);

    private static final long BEYOND = 99_999_999_999L;
    private static final long HOUR_SECONDS = 3600;
    private static final Refused ARGUMENT = Refused.by("INVALID_ARGUMENT_PARTY_MANAGEMENT_ERROR", 8);
    private static final Refused NO_ACTIVATION = Refused.by("EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND", 9);
    private static final Refused CONNECTED = Refused.by("IO_STREAM_PARTY_MANAGEMENT_ERROR", 9);
    private static final Refused NO_FLAG_TO_IMPORT = Refused.by("PARTY_ACS_IMPORT_MISSING_ONBOARDING_MAPPING", 9);
    private static final Refused STATE = Refused.by("INVALID_STATE_PARTY_MANAGEMENT_ERROR", 9);
    private static final Refused NOT_GZIP = Refused.plain(Status.Code.UNKNOWN, "Input is not in the .gz format");
    private static final Refused DAMAGED = Refused.by("PROTO_DESERIALIZATION_FAILURE", 8);
    private static final byte[] EMPTY_FILE = Acs.gzipped(new byte[0]);

    private final Function<Ground, ByHand> hand;

    ReplicationErrorCases(Function<Ground, ByHand> hand) {
        this.hand = hand;
    }

    /** Nothing is proposed yet. */
    List<Case> atFirst() {
        return List.of(
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
                        "export: the source as its own target, an activation without flag",
                        NO_FLAG_TO_EXPORT,
                        g -> Acs.exported(
                                g.source(),
                                Acs.export(g, hand.apply(g).party(), 1)
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
                        "clear the flag: on the source, whose activation had none",
                        NO_FLAG_TO_CLEAR,
                        g -> hand.apply(g).clear(g.source(), request -> request.setBeginOffsetExclusive(1))),
                admin(
                        "import-no-flag",
                        "import: connected, for a namespace without any flagged mapping",
                        NO_FLAG_TO_IMPORT,
                        g -> hand.apply(g)
                                .importing(
                                        EMPTY_FILE,
                                        request -> request.setPartyId(
                                                "nobody::" + g.destination().namespace()))),
                admin(
                        "import-connected",
                        "import: connected, without the party's id",
                        CONNECTED,
                        g -> hand.apply(g).importing(EMPTY_FILE, ImportPartyAcsRequestV35.Builder::clearPartyId)));
    }

    /** The destination has consented and is away. */
    List<Case> away() {
        return List.of(
                admin(
                        "away-authorize",
                        "a proposal on a disconnected participant",
                        Refused.by("TOPOLOGY_STORE_NOT_FOUND", 11),
                        g -> g.topology()
                                .authorize(g.destination(), hand.apply(g).mapping(), 2)),
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
                ledger(
                        "away-submit",
                        "a command on a disconnected participant",
                        Refused.by("NOT_CONNECTED_TO_ANY_SYNCHRONIZER", 9),
                        g -> g.ledger()
                                .submitAnywhere(
                                        g.destination(),
                                        g.destination().uid(),
                                        Ledger.note(g.destination().uid(), "away"))),
                admin(
                        "away-clear",
                        "clear the flag: on a disconnected participant",
                        STATE,
                        g -> hand.apply(g).clear(g.destination(), request -> request)));
    }

    /** The party is active on the destination, which is away. */
    List<Case> files() {
        return List.of(
                admin(
                        "export-late-offset",
                        "export: begin offset after the activation",
                        NO_ACTIVATION,
                        g -> Acs.exported(
                                g.source(),
                                Acs.export(g, hand.apply(g).party(), g.ledger().end(g.source()))
                                        .build())),
                admin(
                        "import-empty-message",
                        "import: one empty message",
                        ARGUMENT,
                        g -> Acs.importInto(g.destination(), ImportPartyAcsRequestV35.getDefaultInstance())),
                wrong(
                        "import-no-synchronizer",
                        "no synchronizer",
                        ARGUMENT,
                        ImportPartyAcsRequestV35.Builder::clearSynchronizerId),
                wrong("import-no-mode", "no mode", ARGUMENT, ImportPartyAcsRequestV35.Builder::clearContractImportMode),
                wrong(
                        "import-mode-unspecified",
                        "mode unspecified",
                        ARGUMENT,
                        request -> request.setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_UNSPECIFIED)),
                wrong("import-no-bytes", "no bytes", NOT_GZIP, ImportPartyAcsRequestV35.Builder::clearAcsSnapshot),
                wrong("import-no-gzip", "not gzip", NOT_GZIP, request -> request.setAcsSnapshot(garbage())),
                wrong(
                        "import-first-byte",
                        "the first byte is missing",
                        NOT_GZIP,
                        request ->
                                request.setAcsSnapshot(request.getAcsSnapshot().substring(1))),
                wrong(
                        "import-garbage",
                        "gzip of garbage",
                        DAMAGED,
                        request -> request.setAcsSnapshot(
                                ByteString.copyFrom(Acs.gzipped(garbage().toByteArray())))),
                wrong(
                        "import-truncated",
                        "cut in the middle",
                        DAMAGED,
                        request -> request.setAcsSnapshot(request.getAcsSnapshot()
                                .substring(0, request.getAcsSnapshot().size() / 2))),
                wrong(
                        "import-last-bytes",
                        "the last four bytes are missing",
                        DAMAGED,
                        request -> request.setAcsSnapshot(request.getAcsSnapshot()
                                .substring(0, request.getAcsSnapshot().size() - 4))),
                wrong(
                        "import-unknown-synchronizer",
                        "a synchronizer that nobody knows",
                        STATE,
                        request -> request.setSynchronizerId("nosuch" + request.getSynchronizerId())),
                wrong("import-bad-party", "a party that is no id", ARGUMENT, request -> request.setPartyId("nonsense")),
                admin(
                        "import-other-party",
                        "import: a party of a namespace without any flagged mapping",
                        NO_FLAG_TO_IMPORT,
                        g -> hand.apply(g)
                                .importing(
                                        hand.apply(g).file(),
                                        request -> request.setPartyId(
                                                "nobody::" + g.destination().namespace()))),
                admin(
                        "import-late-context",
                        "import: the context only in the second message",
                        ARGUMENT,
                        g -> Acs.importInto(
                                g.destination(),
                                ImportPartyAcsRequestV35.newBuilder()
                                        .setAcsSnapshot(ByteString.copyFrom(
                                                hand.apply(g).file()))
                                        .build(),
                                Acs.first(
                                                g,
                                                hand.apply(g).party(),
                                                hand.apply(g).file())
                                        .build())));
    }

    /** The destination has the contracts, is back, and its flag is gone. */
    List<Case> back() {
        return List.of(
                wrong(
                        "import-reconnected",
                        "again, connected",
                        CONNECTED,
                        ImportPartyAcsRequestV35.Builder::clearPartyId),
                clear("clear-late-offset", "begin offset after the activation", NO_ACTIVATION, request -> request),
                clear(
                        "clear-unknown-party",
                        "a party that nobody knows",
                        NO_ACTIVATION,
                        request -> request.setPartyId("x" + request.getPartyId())),
                adminOfThree(
                        "clear-no-host",
                        "clear the flag: on a participant that is no host",
                        NO_ACTIVATION,
                        g -> hand.apply(g).clear(g.third(), request -> request.setBeginOffsetExclusive(1))));
    }

    /** Whenever. */
    List<Case> offsets() {
        return List.of(
                offset(
                        "offset-future",
                        "the offset at a time that is not processed",
                        Refused.by("UNPROCESSED_REQUESTED_TIMESTAMP", 9),
                        request -> request.setTimestamp(
                                Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + HOUR_SECONDS))),
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

    private static ByteString garbage() {
        return ByteString.copyFrom("this is no file of contracts", StandardCharsets.UTF_8);
    }

    private Case export(String name, String what, Refused refused, UnaryOperator<ExportPartyAcsRequest.Builder> wrong) {
        return admin(
                name,
                "export: " + what,
                refused,
                g -> Acs.exported(
                        g.source(),
                        wrong.apply(Acs.export(
                                        g, hand.apply(g).party(), g.ledger().end(g.source())))
                                .build()));
    }

    private Case clear(
            String name, String what, Refused refused, UnaryOperator<ClearPartyOnboardingFlagRequest.Builder> wrong) {
        return admin(
                name, "clear the flag: " + what, refused, g -> hand.apply(g).clear(g.destination(), wrong));
    }

    private Case wrong(
            String name, String what, Refused refused, UnaryOperator<ImportPartyAcsRequestV35.Builder> wrong) {
        return admin(
                name,
                "import: " + what,
                refused,
                g -> hand.apply(g).importing(hand.apply(g).file(), wrong));
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
}
