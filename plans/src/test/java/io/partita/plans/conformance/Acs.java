package io.partita.plans.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ContractImportMode;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Exports and imports by hand, in the layout of 3.5. */
final class Acs {

    private static final Duration WAIT = Duration.newBuilder().setSeconds(1).build();
    private static final long LIMIT_SECONDS = 120;

    private Acs() {}

    /** A good request; whoever wants a bad one changes it. An activation is waited for one second. */
    static ExportPartyAcsRequest.Builder export(Ground ground, String party, long begin) {
        return ExportPartyAcsRequest.newBuilder()
                .setPartyId(party)
                .setSynchronizerId(ground.facts().synchronizer())
                .setTargetParticipantUid(ground.destination().uid())
                .setBeginOffsetExclusive(begin)
                .setWaitForActivationTimeout(WAIT);
    }

    /** The whole file. */
    static byte[] exported(Peer at, ExportPartyAcsRequest request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        at.parties()
                .exportPartyAcs(request)
                .forEachRemaining(
                        response -> bytes.writeBytes(response.getChunk().toByteArray()));
        return bytes.toByteArray();
    }

    /** A good first message; whoever wants a bad one changes it. */
    static ImportPartyAcsRequestV35.Builder first(Ground ground, String party, byte[] bytes) {
        return ImportPartyAcsRequestV35.newBuilder()
                .setAcsSnapshot(ByteString.copyFrom(bytes))
                .setSynchronizerId(ground.facts().synchronizer())
                .setContractImportMode(ContractImportMode.CONTRACT_IMPORT_MODE_VALIDATION)
                .setPartyId(party);
    }

    /** @throws StatusRuntimeException if it is refused */
    static void importInto(Peer at, ImportPartyAcsRequestV35... messages) throws InterruptedException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        StreamObserver<ImportPartyAcsRequestV35> requests = at.partyStreams().importPartyAcs(new Answer(done));
        try {
            for (ImportPartyAcsRequestV35 message : messages) {
                requests.onNext(message);
            }
            requests.onCompleted();
        } catch (IllegalStateException endedMeanwhile) {
            // The participant has refused it already; the answer says why.
        }
        try {
            done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw (StatusRuntimeException) failure.getCause();
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("the import is not answered", late);
        }
    }

    private record Answer(CompletableFuture<Void> done) implements StreamObserver<ImportPartyAcsResponse> {
        @Override
        public void onNext(ImportPartyAcsResponse response) {
            // It is empty.
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            done.complete(null);
        }
    }

    static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return zipped.toByteArray();
    }

    /** The file in messages of a few bytes: boundaries mean nothing. */
    static ImportPartyAcsRequestV35[] inPieces(Ground ground, String party, byte[] bytes, int pieces) {
        int size = Math.max(1, bytes.length / pieces);
        List<ImportPartyAcsRequestV35> messages = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            messages.add(
                    messages.isEmpty()
                            ? first(ground, party, piece).build()
                            : ImportPartyAcsRequestV35.newBuilder()
                                    .setAcsSnapshot(ByteString.copyFrom(piece))
                                    .build());
        }
        return messages.toArray(ImportPartyAcsRequestV35[]::new);
    }
}
