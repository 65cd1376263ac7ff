package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads an ACS file that arrives in pieces of any size, and hands out each contract as soon as it is complete. Holds at most one element. */
public final class AcsReader {

    private static final int LARGEST_ELEMENT = 64 * 1024 * 1024;
    private static final int LONGEST_LENGTH = 5;

    private final Consumer<ActiveContract> contracts;
    private final GzipReader gzip = new GzipReader(this::unpacked);
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    public AcsReader(Consumer<ActiveContract> contracts) {
        this.contracts = contracts;
    }

    /** The file is no ACS. The message is what Canton reports as the reason. */
    public static final class DamagedAcs extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean notGzip;

        DamagedAcs(String message, boolean notGzip, Throwable cause) {
            super(message, cause);
            this.notGzip = notGzip;
        }

        /** Whether the file is not even gzip, or empty. */
        public boolean notGzip() {
            return notGzip;
        }
    }

    /**
     * Reads the next piece.
     *
     * @throws DamagedAcs if it cannot be part of an ACS file
     */
    public void accept(ByteString piece) throws DamagedAcs {
        try {
            gzip.accept(piece);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /**
     * Ends the file.
     *
     * @throws DamagedAcs if it is cut off or empty
     */
    public void finish() throws DamagedAcs {
        try {
            gzip.finish();
            if (pending.size() > 0) {
                throw new IOException("the last element is cut off");
            }
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Gives up. */
    public void close() {
        gzip.close();
    }

    private static DamagedAcs damaged(IOException cause) {
        if (cause instanceof GzipReader.NotGzip) {
            return new DamagedAcs(cause.getMessage(), true, cause);
        }
        return cause instanceof InvalidProtocolBufferException
                ? new DamagedAcs(
                        "BufferException(" + cause.getClass().getName() + ": " + cause.getMessage() + ")", false, cause)
                : new DamagedAcs("OtherError(null)", false, cause);
    }

    private void unpacked(byte[] bytes, int length) throws IOException {
        if (pending.size() == 0) {
            int used = elements(bytes, length);
            pending.write(bytes, used, length - used);
            return;
        }
        pending.write(bytes, 0, length);
        byte[] all = pending.toByteArray();
        int used = elements(all, all.length);
        if (used > 0) {
            pending.reset();
            pending.write(all, used, all.length - used);
        }
    }

    /** Hands out the complete elements at the start; returns how many bytes they take. */
    private int elements(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (true) {
            int header = lengthOfLength(bytes, at, length);
            if (header == 0) {
                return at;
            }
            int size = CodedInputStream.newInstance(bytes, at, header).readRawVarint32();
            if (size < 0 || size > LARGEST_ELEMENT) {
                throw new InvalidProtocolBufferException("an element of " + size + " bytes");
            }
            if (at + header + size > length) {
                return at;
            }
            element(ByteString.copyFrom(bytes, at + header, size));
            at += header + size;
        }
    }

    private static int lengthOfLength(byte[] bytes, int at, int end) throws IOException {
        for (int i = 0; i < LONGEST_LENGTH; i++) {
            if (at + i >= end) {
                return 0;
            }
            if (bytes[at + i] >= 0) {
                return i + 1;
            }
        }
        throw new InvalidProtocolBufferException("CodedInputStream encountered a malformed varint.");
    }

    private void element(ByteString bytes) throws InvalidProtocolBufferException {
        UntypedVersionedMessage wrapper = UntypedVersionedMessage.parseFrom(bytes);
        ByteString contract = io.partita.proto.participant.ActiveContract.parseFrom(wrapper.getData())
                .getActiveContract();
        contracts.accept(ActiveContract.parseFrom(contract));
    }
}
