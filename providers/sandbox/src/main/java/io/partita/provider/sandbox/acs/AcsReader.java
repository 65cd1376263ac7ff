package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads an ACS file, and hands out each contract as soon as it is complete. Holds one element at a time. */
public final class AcsReader {

    private static final int LARGEST_ELEMENT = 64 * 1024 * 1024;
    private static final int SIGNATURE = 2;

    private AcsReader() {}

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
     * Reads a file to its end.
     *
     * @throws DamagedAcs if it is no ACS file, is cut off, or goes on behind its end
     */
    public static void read(InputStream file, Consumer<ActiveContract> contracts) throws DamagedAcs {
        BufferedInputStream buffered = new BufferedInputStream(file);
        try {
            requireGzip(buffered);
            elements(
                    new BufferedInputStream(GzipCompressorInputStream.builder()
                            .setInputStream(buffered)
                            .setDecompressConcatenated(true)
                            .get()),
                    contracts);
        } catch (DamagedAcs known) {
            throw known;
        } catch (InvalidProtocolBufferException e) {
            throw new DamagedAcs("BufferException(" + e.getClass().getName() + ": " + e.getMessage() + ")", false, e);
        } catch (IOException e) {
            throw new DamagedAcs("OtherError(null)", false, e);
        }
    }

    private static void requireGzip(BufferedInputStream file) throws IOException {
        file.mark(SIGNATURE);
        byte[] signature = file.readNBytes(SIGNATURE);
        if (!GzipCompressorInputStream.matches(signature, signature.length)) {
            throw new DamagedAcs("Input is not in the .gz format", true, null);
        }
        file.reset();
    }

    private static void elements(InputStream unpacked, Consumer<ActiveContract> contracts) throws IOException {
        for (int first = unpacked.read(); first >= 0; first = unpacked.read()) {
            int size = CodedInputStream.readRawVarint32(first, unpacked);
            if (size < 0 || size > LARGEST_ELEMENT) {
                throw new InvalidProtocolBufferException("an element of " + size + " bytes");
            }
            byte[] bytes = unpacked.readNBytes(size);
            if (bytes.length < size) {
                throw new EOFException("the last element is cut off");
            }
            contracts.accept(contract(UnsafeByteOperations.unsafeWrap(bytes)));
        }
    }

    private static ActiveContract contract(ByteString bytes) throws InvalidProtocolBufferException {
        UntypedVersionedMessage wrapper = UntypedVersionedMessage.parseFrom(bytes);
        ByteString contract = io.partita.proto.participant.ActiveContract.parseFrom(wrapper.getData())
                .getActiveContract();
        return ActiveContract.parseFrom(contract);
    }
}
