package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes an ACS file: one gzip stream of length-delimited, versioned elements (procedure.md 5). The same contracts give
 * the same bytes. Holds at most one chunk.
 */
public final class AcsWriter {

    /** Size of all chunks but the last. */
    public static final int CHUNK = 2 * 1024 * 1024;

    private static final int VERSION = 30;
    private static final int BUFFER = 64 * 1024;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final FastGzip gzip;

    public AcsWriter() {
        try {
            gzip = new FastGzip(pending);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds one contract. */
    public void add(io.partita.proto.ledger.ActiveContract contract) {
        io.partita.proto.participant.ActiveContract element = io.partita.proto.participant.ActiveContract.newBuilder()
                .setActiveContract(contract.toByteString())
                .build();
        UntypedVersionedMessage wrapped = UntypedVersionedMessage.newBuilder()
                .setData(element.toByteString())
                .setVersion(VERSION)
                .build();
        try {
            wrapped.writeDelimitedTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A full chunk, if one is ready. Call until empty after each {@link #add}. */
    public Optional<ByteString> chunk() {
        if (pending.size() < CHUNK) {
            return Optional.empty();
        }
        byte[] all = pending.toByteArray();
        pending.reset();
        pending.write(all, CHUNK, all.length - CHUNK);
        return Optional.of(ByteString.copyFrom(all, 0, CHUNK));
    }

    /** Ends the stream. What is left comes from {@link #chunk} and then {@link #rest}. */
    public void finish() {
        try {
            gzip.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last, shorter chunk. */
    public ByteString rest() {
        return ByteString.copyFrom(pending.toByteArray());
    }

    /** Speed matters more than the last percent: contracts of one kind are alike. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream target) throws IOException {
            super(target, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
