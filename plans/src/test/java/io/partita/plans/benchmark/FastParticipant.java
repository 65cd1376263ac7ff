package io.partita.plans.benchmark;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.proto.health.Status;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.GetLedgerEndResponse;
import io.partita.proto.ledger.StateServiceGrpc;
import io.partita.proto.ledger.admin.GetParticipantIdRequest;
import io.partita.proto.ledger.admin.GetParticipantIdResponse;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.ParticipantStatusRequest;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.proto.participant.ParticipantStatusResponse.ParticipantStatusResponseStatus;
import io.partita.proto.participant.ParticipantStatusServiceGrpc;
import io.partita.proto.participant.PartyManagementServiceGrpc.PartyManagementServiceImplBase;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The contracts of a party, given and taken faster than any participant can: there is neither a database nor a ledger.
 * Everything that is sent is in memory before it is asked for.
 */
final class FastParticipant implements AutoCloseable {

    /** What an export is cut into, as a participant does it. */
    static final int CHUNK = 2 << 20;

    private static final int BUFFER = 64 * 1024;

    /** How much it does for an export and an import. */
    enum Work {
        /** Sends the same packed bytes every time, and throws away what it gets. */
        NOTHING("does nothing"),
        /** Packs every export, and unpacks and parses every import: less than any participant has to do. */
        PACKING("packs and unpacks");

        private final String shown;

        Work(String shown) {
            this.shown = shown;
        }

        /** As a predicate, for people. */
        String shown() {
            return shown;
        }
    }

    private final Work work;
    private final byte[] unpacked;
    private final byte[] packed;
    private final List<GetActiveContractsResponse> active;
    private final Server server;

    FastParticipant(Work work, List<ActiveContract> contracts) throws IOException {
        this.work = work;
        ByteArrayOutputStream elements = new ByteArrayOutputStream();
        for (ActiveContract contract : contracts) {
            MadeUpContracts.element(contract).writeDelimitedTo(elements);
        }
        this.unpacked = elements.toByteArray();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        pack(file);
        this.packed = file.toByteArray();
        this.active = contracts.stream()
                .map(contract -> GetActiveContractsResponse.newBuilder()
                        .setActiveContract(contract)
                        .setStreamContinuationToken(ByteString.copyFromUtf8(
                                Long.toString(contract.getCreatedEvent().getOffset())))
                        .build())
                .toList();
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Contracts())
                .addService(new Ledger())
                .addService(new StatusOfIt())
                .addService(new Identity())
                .build()
                .start();
    }

    Work work() {
        return work;
    }

    int port() {
        return server.getPort();
    }

    /** In bytes. */
    int unpacked() {
        return unpacked.length;
    }

    /** In bytes. */
    int packed() {
        return packed.length;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private void pack(OutputStream out) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, BUFFER)) {
            gzip.write(unpacked);
        }
    }

    private void unpack(InputStream in) throws IOException {
        int contracts = 0;
        try (InputStream content = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)) {
            UntypedVersionedMessage element = UntypedVersionedMessage.parseDelimitedFrom(content);
            while (element != null) {
                parse(element);
                contracts++;
                element = UntypedVersionedMessage.parseDelimitedFrom(content);
            }
        }
        if (contracts != active.size()) {
            throw new IOException(contracts + " contracts came, not " + active.size());
        }
    }

    private static void parse(UntypedVersionedMessage element) throws InvalidProtocolBufferException {
        ActiveContract.parseFrom(io.partita.proto.participant.ActiveContract.parseFrom(element.getData())
                .getActiveContract());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "participant");
        thread.setDaemon(true);
        thread.start();
    }

    private final class Contracts extends PartyManagementServiceImplBase {

        @Override
        public void exportPartyAcs(ExportPartyAcsRequest request, StreamObserver<ExportPartyAcsResponse> answer) {
            Paced<ExportPartyAcsResponse> paced = new Paced<>(answer);
            start(() -> {
                try (OutputStream chunks = new BufferedOutputStream(new Chunks(paced), CHUNK)) {
                    if (work == Work.PACKING) {
                        pack(chunks);
                    } else {
                        for (int at = 0; at < packed.length; at += CHUNK) {
                            chunks.write(packed, at, Math.min(CHUNK, packed.length - at));
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                answer.onCompleted();
            });
        }

        @Override
        public StreamObserver<ImportPartyAcsRequestV35> importPartyAcs(StreamObserver<ImportPartyAcsResponse> answer) {
            Taken taken = new Taken();
            start(() -> {
                try {
                    if (work == Work.PACKING) {
                        unpack(new SequenceInputStream(taken));
                    } else {
                        taken.discard(packed.length);
                    }
                    answer.onNext(ImportPartyAcsResponse.getDefaultInstance());
                    answer.onCompleted();
                } catch (IOException | RuntimeException e) {
                    answer.onError(io.grpc.Status.INTERNAL
                            .withDescription(e.toString())
                            .asRuntimeException());
                }
            });
            return taken;
        }
    }

    /** Sends nothing before the connection takes it. */
    private static final class Paced<A> {

        private final ServerCallStreamObserver<A> out;

        Paced(StreamObserver<A> answer) {
            out = (ServerCallStreamObserver<A>) answer;
            out.setOnReadyHandler(this::wake);
            out.setOnCancelHandler(this::wake);
        }

        private synchronized void wake() {
            notifyAll();
        }

        synchronized void send(A message) {
            while (!out.isReady() && !out.isCancelled()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            out.onNext(message);
        }
    }

    /** Every write becomes a message. */
    private static final class Chunks extends OutputStream {

        private final Paced<ExportPartyAcsResponse> out;

        Chunks(Paced<ExportPartyAcsResponse> out) {
            this.out = out;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            out.send(ExportPartyAcsResponse.newBuilder()
                    .setChunk(UnsafeByteOperations.unsafeWrap(copy))
                    .build());
        }
    }

    /** What comes in, as the inputs of one stream; whoever sends has to wait for whoever reads. */
    private static final class Taken implements StreamObserver<ImportPartyAcsRequestV35>, Enumeration<InputStream> {

        private static final ByteString END = ByteString.copyFromUtf8("end");

        private final BlockingQueue<ByteString> pieces = new ArrayBlockingQueue<>(2);
        private ByteString next;

        @Override
        public void onNext(ImportPartyAcsRequestV35 message) {
            put(message.getAcsSnapshot());
        }

        @Override
        public void onError(Throwable thrown) {
            put(END);
        }

        @Override
        public void onCompleted() {
            put(END);
        }

        @Override
        public boolean hasMoreElements() {
            if (next == null) {
                next = take();
            }
            return next != END;
        }

        @Override
        public InputStream nextElement() {
            InputStream piece = next.newInput();
            next = null;
            return piece;
        }

        void discard(long expected) throws IOException {
            long bytes = 0;
            for (ByteString piece = take(); piece != END; piece = take()) {
                bytes += piece.size();
            }
            if (bytes != expected) {
                throw new IOException(bytes + " bytes came, not " + expected);
            }
        }

        private void put(ByteString piece) {
            try {
                pieces.put(piece);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private ByteString take() {
            try {
                return pieces.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final class Ledger extends StateServiceGrpc.StateServiceImplBase {

        @Override
        public void getLedgerEnd(GetLedgerEndRequest request, StreamObserver<GetLedgerEndResponse> answer) {
            answer.onNext(
                    GetLedgerEndResponse.newBuilder().setOffset(active.size()).build());
            answer.onCompleted();
        }

        @Override
        public void getActiveContracts(
                GetActiveContractsRequest request, StreamObserver<GetActiveContractsResponse> answer) {
            Paced<GetActiveContractsResponse> paced = new Paced<>(answer);
            start(() -> {
                active.forEach(paced::send);
                answer.onCompleted();
            });
        }
    }

    private static final class StatusOfIt extends ParticipantStatusServiceGrpc.ParticipantStatusServiceImplBase {

        @Override
        public void participantStatus(
                ParticipantStatusRequest request, StreamObserver<ParticipantStatusResponse> answer) {
            answer.onNext(ParticipantStatusResponse.newBuilder()
                    .setStatus(ParticipantStatusResponseStatus.newBuilder()
                            .setCommonStatus(Status.newBuilder()
                                    .setUid(MadeUpContracts.PARTICIPANT.toString())
                                    .setVersion("3.5.10"))
                            .setActive(true)
                            .addSupportedProtocolVersions(35))
                    .build());
            answer.onCompleted();
        }
    }

    private static final class Identity extends PartyManagementServiceGrpc.PartyManagementServiceImplBase {

        @Override
        public void getParticipantId(GetParticipantIdRequest request, StreamObserver<GetParticipantIdResponse> answer) {
            answer.onNext(GetParticipantIdResponse.newBuilder()
                    .setParticipantId(MadeUpContracts.PARTICIPANT.toString())
                    .build());
            answer.onCompleted();
        }
    }
}
