package io.partita.provider.sandbox.acs;

import com.google.protobuf.Duration;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ClearPartyOnboardingFlagRequest;
import io.partita.proto.participant.ClearPartyOnboardingFlagResponse;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.GetHighestOffsetByTimestampRequest;
import io.partita.proto.participant.GetHighestOffsetByTimestampResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV34;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.stream.Outflow;
import io.partita.provider.sandbox.transactions.LocalLedger;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.Calls;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The PartyManagementService of the Admin API (wire.md 5.1). */
final class PartyAdminService extends PartyManagementServiceGrpc.PartyManagementServiceImplBase {

    private final LocalLedger ledger;
    private final Node node;
    private final Calls calls;
    private final PartyErrors errors;
    private final Activations activations;

    PartyAdminService(LocalLedger ledger) {
        this.ledger = ledger;
        this.node = ledger.node();
        this.calls = node.calls(Api.ADMIN);
        this.errors = new PartyErrors(node);
        this.activations = new Activations(node, errors);
    }

    @Override
    public void exportPartyAcs(ExportPartyAcsRequest request, StreamObserver<ExportPartyAcsResponse> observer) {
        Exporting exporting = new Exporting(request, observer);
        exporting.begin();
    }

    /** A stream that waits for its activation before it flows. */
    private final class Exporting {

        private final ExportPartyAcsRequest request;
        private final Outflow<?, ExportPartyAcsResponse> outflow;
        private Export<ExportPartyAcsResponse> export;

        Exporting(ExportPartyAcsRequest request, StreamObserver<ExportPartyAcsResponse> observer) {
            this.request = request;
            this.outflow = Outflow.of(
                    calls,
                    observer,
                    () -> export == null ? Optional.of(List.of()) : export.next(),
                    page -> export == null ? List.of() : export.messages(page));
        }

        void begin() {
            try {
                calls.section(() -> {
                            requireBegin(
                                    request.getPartyId(),
                                    request.getSynchronizerId(),
                                    request.getBeginOffsetExclusive());
                            PartyErrors.uid("target_participant_uid", request.getTargetParticipantUid());
                            return find(
                                    request.getPartyId(),
                                    request.getTargetParticipantUid(),
                                    request.getBeginOffsetExclusive(),
                                    waiting(
                                            request.hasWaitForActivationTimeout(),
                                            request.getWaitForActivationTimeout()));
                        })
                        .whenComplete(this::start);
            } catch (RuntimeException | Error failure) {
                outflow.fail(failure);
            }
        }

        private void start(Activations.Activation activation, Throwable failure) {
            if (failure != null) {
                outflow.fail(failure);
                return;
            }
            try {
                export = calls.section(() ->
                        Export.of(ledger, errors, request.getPartyId(), request.getTargetParticipantUid(), activation));
                outflow.wake();
            } catch (RuntimeException | Error refusal) {
                outflow.fail(refusal);
            }
        }
    }

    private CompletionStage<Activations.Activation> find(
            String party, String participant, long begin, java.time.Duration wait) {
        return activations.after(begin, party, participant, wait);
    }

    private static java.time.Duration waiting(boolean present, Duration asked) {
        if (!present) {
            return Activations.DEFAULT_WAIT;
        }
        java.time.Duration wait = java.time.Duration.ofSeconds(asked.getSeconds(), asked.getNanos());
        if (wait.isNegative()) {
            throw PartyErrors.invalidArgument(
                    "Unable to convert field `wait_for_activation_timeout`: Duration should be non-negative, found: "
                            + wait);
        }
        return wait;
    }

    /** What export and clearance check of their requests, in this order. */
    private void requireBegin(String party, String synchronizer, long begin) {
        long end = node.updates().end();
        if (end == 0) {
            throw PartyErrors.invalidState("No ledger end found");
        }
        PartyErrors.uid("party_id", party);
        PartyErrors.uid("synchronizer_id", synchronizer);
        if (!synchronizer.equals(node.synchronizer().logicalId())) {
            throw PartyErrors.invalidArgument("Synchronizer ID " + Uid.shortened(synchronizer) + " is unknown");
        }
        if (begin <= 0) {
            throw PartyErrors.invalidArgument(
                    "Invariant violation in field `begin_offset_exclusive`: Expecting positive"
                            + " value for offset, found " + begin + ".");
        }
        if (begin > end) {
            throw PartyErrors.invalidArgument("Begin ledger offset Offset(" + begin
                    + ") needs to be smaller or equal to the ledger end Offset(" + end + ")");
        }
    }

    @Override
    public StreamObserver<ImportPartyAcsRequestV35> importPartyAcs(StreamObserver<ImportPartyAcsResponse> observer) {
        return new ImportStream<>(
                ledger,
                errors,
                ImportRequest::of,
                ImportPartyAcsRequestV35::getAcsSnapshot,
                (first, later) -> true,
                ImportPartyAcsResponse.getDefaultInstance(),
                observer);
    }

    /** The same with the messages of 3.4. */
    StreamObserver<ImportPartyAcsRequestV34> importPartyAcsV34(StreamObserver<ImportPartyAcsResponse> observer) {
        return new ImportStream<>(
                ledger,
                errors,
                ImportRequest::of,
                ImportPartyAcsRequestV34::getAcsSnapshot,
                (first, later) -> bare(first).equals(bare(later)),
                ImportPartyAcsResponse.getDefaultInstance(),
                observer);
    }

    private static ImportPartyAcsRequestV34 bare(ImportPartyAcsRequestV34 message) {
        return message.toBuilder().clearAcsSnapshot().build();
    }

    @Override
    public void clearPartyOnboardingFlag(
            ClearPartyOnboardingFlagRequest request, StreamObserver<ClearPartyOnboardingFlagResponse> observer) {
        calls.answerLater(observer, () -> {
            requireBegin(request.getPartyId(), request.getSynchronizerId(), request.getBeginOffsetExclusive());
            if (!node.connected()) {
                throw PartyErrors.invalidState("A connection to synchronizer "
                        + Uid.shortened(request.getSynchronizerId())
                        + " is required to perform this operation.");
            }
            java.time.Duration wait =
                    waiting(request.hasWaitForActivationTimeout(), request.getWaitForActivationTimeout());
            Clearance clearance = new Clearance(node, errors);
            return find(request.getPartyId(), node.uid(), request.getBeginOffsetExclusive(), wait)
                    .thenApply(activation ->
                            node.exclusive().write(() -> clearance.clear(request.getPartyId(), activation)))
                    .exceptionally(PartyAdminService::rethrow);
        });
    }

    private static <T> T rethrow(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw new CompletionException(cause);
    }

    @Override
    public void getHighestOffsetByTimestamp(
            GetHighestOffsetByTimestampRequest request, StreamObserver<GetHighestOffsetByTimestampResponse> observer) {
        calls.answer(
                observer,
                () -> GetHighestOffsetByTimestampResponse.newBuilder()
                        .setLedgerOffset(highestOffset(request))
                        .build());
    }

    private long highestOffset(GetHighestOffsetByTimestampRequest request) {
        PartyErrors.uid("synchronizer_id", request.getSynchronizerId());
        if (!request.hasTimestamp()) {
            throw PartyErrors.notSet("timestamp");
        }
        if (!request.getSynchronizerId().equals(node.synchronizer().logicalId())) {
            throw PartyErrors.invalidArgument(
                    "Synchronizer id " + Uid.shortened(request.getSynchronizerId()) + " is unknown");
        }
        long timestamp = Micros.of(request.getTimestamp());
        long clean = node.topology().now();
        OptionalLong offset = node.updates().offsetAt(timestamp);
        if (offset.isEmpty()) {
            throw noOffset(request, timestamp);
        }
        if (timestamp <= clean || request.getForce()) {
            return offset.getAsLong();
        }
        throw unprocessed(request, timestamp, clean);
    }

    private RuntimeException unprocessed(GetHighestOffsetByTimestampRequest request, long timestamp, long clean) {
        String reason = "Requested timestamp " + Micros.instant(timestamp)
                + " exceeds the clean synchronizer timestamp " + Micros.instant(clean) + ".";
        return node.release().atLeast(3, 5)
                ? CantonError.of("UNPROCESSED_REQUESTED_TIMESTAMP", 9, reason)
                        .with("synchronizerId", Uid.shortened(request.getSynchronizerId()))
                        .with("requestedTimestamp", Micros.instant(timestamp).toString())
                        .with(
                                "cleanSynchronizerTimestamp",
                                Micros.instant(clean).toString())
                        .exception()
                : invalidTimestamp(request, timestamp, reason);
    }

    private static RuntimeException noOffset(GetHighestOffsetByTimestampRequest request, long timestamp) {
        return invalidTimestamp(
                request,
                timestamp,
                "The participant does not yet have a ledger offset before or at the requested timestamp: "
                        + Micros.instant(timestamp));
    }

    private static RuntimeException invalidTimestamp(
            GetHighestOffsetByTimestampRequest request, long timestamp, String reason) {
        String synchronizer = Uid.shortened(request.getSynchronizerId());
        return CantonError.of(
                        "INVALID_TIMESTAMP_PARTY_MANAGEMENT_ERROR",
                        12,
                        "No ledger offset found for the requested timestamp " + Micros.instant(timestamp)
                                + " on synchronizer " + synchronizer + " (using force flag = " + request.getForce()
                                + "): " + reason)
                .with("force", Boolean.toString(request.getForce()))
                .with("reason", reason)
                .with("synchronizerId", synchronizer)
                .with("requestedTimestamp", Micros.instant(timestamp).toString())
                .exception();
    }
}
