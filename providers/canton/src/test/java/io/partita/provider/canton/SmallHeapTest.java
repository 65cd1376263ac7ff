package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.InsecureServerCredentials;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ExportPartyAcsRequest;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc.PartyManagementServiceImplBase;
import io.partita.provider.canton.acs.GeneratedAcs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The size of a file does not matter: 64 MB of memory are enough for one of 120 MB, over a real connection. */
class SmallHeapTest {

    private static final int CONTRACTS = 12_000;
    private static final int PAYLOAD = 10_000;

    @TempDir
    private Path folder;

    @Test
    void a_file_twice_the_heap() throws Exception {
        Relaying service = new Relaying(out -> GeneratedAcs.write(out, CONTRACTS, PAYLOAD));

        Ended ended = moved(service);

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(CONTRACTS + " contracts").contains(service.hash());
        assertThat(service.received).isGreaterThan(120_000_000);
    }

    @Test
    void the_largest_contracts() throws Exception {
        Relaying service = new Relaying(out -> GeneratedAcs.write(out, 5, (16 << 20) - 2000));

        Ended ended = moved(service);

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("5 contracts").contains(service.hash());
    }

    @Test
    void a_contract_of_127_MiB_of_zeros_is_a_failure_of_the_step() throws Exception {
        int size = 127 << 20;
        Ended ended = moved(new Relaying(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out, 64 * 1024)) {
                CodedOutputStream length = CodedOutputStream.newInstance(gzip);
                length.writeUInt32NoTag(size);
                length.flush();
                byte[] zeros = new byte[1 << 20];
                for (int written = 0; written < size; written += zeros.length) {
                    gzip.write(zeros);
                }
            }
        }));

        assertThat(ended.exitCode()).as(ended.output()).isOne();
        assertThat(ended.output())
                .contains("ACS_CONTENT: what the participant exported is not usable")
                .contains("larger than 16 MiB")
                .doesNotContain("OutOfMemoryError");
        assertThat(folder).isEmptyDirectory();
    }

    /** How the process ended. */
    private record Ended(int exitCode, String output) {}

    private Ended moved(Relaying service) throws Exception {
        try (FakeParticipant fake =
                Statuses.with(new FakeParticipant(InsecureServerCredentials.create(), service), "3.5.10")) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:MaxDirectMemorySize=64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeap.class.getName(),
                            String.valueOf(fake.port()),
                            folder.resolve("alice.acs.gz").toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), output);
        }
    }

    /** Writes an export. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Makes up an export while it is read, and takes an import. */
    private static final class Relaying extends PartyManagementServiceImplBase {

        private final Content content;
        private final MessageDigest digest = sha256();
        private volatile long received;

        Relaying(Content content) {
            this.content = content;
        }

        @Override
        public void exportPartyAcs(ExportPartyAcsRequest asked, StreamObserver<ExportPartyAcsResponse> answer) {
            ServerCallStreamObserver<ExportPartyAcsResponse> out =
                    (ServerCallStreamObserver<ExportPartyAcsResponse>) answer;
            Object ready = new Object();
            out.setOnReadyHandler(() -> {
                synchronized (ready) {
                    ready.notifyAll();
                }
            });
            Thread generator = new Thread(() -> generate(out, ready));
            generator.setDaemon(true);
            generator.start();
        }

        @Override
        public StreamObserver<ImportPartyAcsRequestV35> importPartyAcs(StreamObserver<ImportPartyAcsResponse> answer) {
            return new StreamObserver<>() {
                @Override
                public void onNext(ImportPartyAcsRequestV35 message) {
                    ByteString chunk = message.getAcsSnapshot();
                    digest.update(chunk.asReadOnlyByteBuffer());
                    received += chunk.size();
                }

                @Override
                public void onError(Throwable thrown) {
                    received = -1;
                }

                @Override
                public void onCompleted() {
                    answer.onNext(ImportPartyAcsResponse.getDefaultInstance());
                    answer.onCompleted();
                }
            };
        }

        String hash() {
            return HexFormat.of().formatHex(digest.digest());
        }

        private void generate(ServerCallStreamObserver<ExportPartyAcsResponse> out, Object ready) {
            try (OutputStream chunks = new BufferedOutputStream(new Chunks(out, ready), 2 << 20)) {
                content.write(chunks);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.onCompleted();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Sends what is written when the connection takes it. */
    private static final class Chunks extends OutputStream {

        private final ServerCallStreamObserver<ExportPartyAcsResponse> out;
        private final Object ready;

        Chunks(ServerCallStreamObserver<ExportPartyAcsResponse> out, Object ready) {
            this.out = out;
            this.ready = ready;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            synchronized (ready) {
                while (!out.isReady()) {
                    try {
                        ready.wait(1000);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            out.onNext(ExportPartyAcsResponse.newBuilder()
                    .setChunk(UnsafeByteOperations.unsafeWrap(copy))
                    .build());
        }
    }
}
