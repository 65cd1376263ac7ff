package io.partita.plans.benchmark;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/** Contracts moved by hand, with the generated stubs: nothing is looked at, and nothing is forced to the disk. */
final class BareRelay implements AutoCloseable {

    private static final int LARGEST = 5 << 20;

    private final ManagedChannel channel;

    BareRelay(int port) {
        channel = NettyChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .maxInboundMessageSize(LARGEST)
                .build();
    }

    /** Writes a whole export into a file. */
    long download(Path file) throws IOException {
        Iterator<ExportPartyAcsResponse> chunks = PartyManagementServiceGrpc.newBlockingStub(channel)
                .exportPartyAcs(ExportPartyAcsRequest.newBuilder()
                        .setPartyId(MadeUpContracts.PARTY.toString())
                        .setSynchronizerId(MadeUpContracts.SYNCHRONIZER.toString())
                        .setTargetParticipantUid(MadeUpContracts.PARTICIPANT.toString())
                        .setBeginOffsetExclusive(1)
                        .build());
        long bytes = 0;
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (chunks.hasNext()) {
                ByteBuffer chunk = chunks.next().getChunk().asReadOnlyByteBuffer();
                while (chunk.hasRemaining()) {
                    bytes += out.write(chunk);
                }
            }
        }
        return bytes;
    }

    /** Sends a whole file, and waits for the answer. */
    ImportPartyAcsResponse upload(Path file) throws IOException, InterruptedException {
        Upload upload = new Upload();
        PartyManagementServiceGrpc.newStub(channel).importPartyAcs(upload);
        try (InputStream in = Files.newInputStream(file)) {
            ImportPartyAcsRequestV35.Builder message = ImportPartyAcsRequestV35.newBuilder()
                    .setPartyId(MadeUpContracts.PARTY.toString())
                    .setSynchronizerId(MadeUpContracts.SYNCHRONIZER.toString());
            for (byte[] piece = in.readNBytes(FastParticipant.CHUNK);
                    piece.length > 0;
                    piece = in.readNBytes(FastParticipant.CHUNK)) {
                upload.send(message.setAcsSnapshot(UnsafeByteOperations.unsafeWrap(piece))
                        .build());
                message = ImportPartyAcsRequestV35.newBuilder();
            }
        }
        return upload.end();
    }

    /** Reads all active contracts. @return how many */
    long read() throws InterruptedException {
        Reading reading = new Reading();
        StateServiceGrpc.newStub(channel)
                .getActiveContracts(
                        GetActiveContractsRequest.newBuilder()
                                .setActiveAtOffset(1)
                                .build(),
                        reading);
        return reading.end();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** What both kinds of calls wait for. */
    private abstract static class Ending {

        private Throwable failure;
        private boolean ended;

        public synchronized void onError(Throwable thrown) {
            failure = thrown;
            onCompleted();
        }

        public synchronized void onCompleted() {
            ended = true;
            notifyAll();
        }

        final synchronized boolean isEnded() {
            return ended;
        }

        final synchronized void await() throws InterruptedException {
            while (!ended) {
                wait();
            }
            if (failure != null) {
                throw new AssertionError(failure);
            }
        }
    }

    private static final class Reading extends Ending implements StreamObserver<GetActiveContractsResponse> {

        private long contracts;

        @Override
        public void onNext(GetActiveContractsResponse message) {
            contracts += message.hasActiveContract() ? 1 : 0;
        }

        long end() throws InterruptedException {
            await();
            return contracts;
        }
    }

    private static final class Upload extends Ending
            implements ClientResponseObserver<ImportPartyAcsRequestV35, ImportPartyAcsResponse> {

        private ClientCallStreamObserver<ImportPartyAcsRequestV35> out;
        private ImportPartyAcsResponse answer;

        @Override
        public void beforeStart(ClientCallStreamObserver<ImportPartyAcsRequestV35> stream) {
            out = stream;
            out.setOnReadyHandler(this::wake);
        }

        @Override
        public void onNext(ImportPartyAcsResponse message) {
            answer = message;
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized void send(ImportPartyAcsRequestV35 message) throws InterruptedException {
            while (!out.isReady() && !isEnded()) {
                wait();
            }
            out.onNext(message);
        }

        ImportPartyAcsResponse end() throws InterruptedException {
            out.onCompleted();
            await();
            return answer;
        }
    }
}
