package io.partita.provider.canton.acs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;

/** Takes a stream apart into its elements, each preceded by its length as a varint. */
final class Elements {

    /**
     * Far above what a participant accepts as one contract, and small enough for two of them to fit into 64 MB of heap
     * beside everything else. A longer one means that the lengths are damaged, or that somebody wants the memory.
     */
    static final int LARGEST = 16 << 20;

    private static final int FIRST_BUFFER = 16 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private long position;

    Elements(InputStream in) {
        this.in = in;
    }

    /** The array of the last element, used again for the next; the element begins with it. */
    byte[] buffer() {
        return buffer;
    }

    /** Reads the next element into the buffer: its length, or -1 at the end. */
    int next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return -1;
        }
        int length = length(first);
        if (length > buffer.length) {
            buffer = new byte[Math.min(LARGEST, Math.max(length, 2 * buffer.length))];
        }
        int count = in.readNBytes(buffer, 0, length);
        position += count;
        if (count < length) {
            throw cutOff();
        }
        return length;
    }

    private int length(int first) throws IOException {
        int length;
        try {
            length = CodedInputStream.readRawVarint32(first, in);
        } catch (InvalidProtocolBufferException e) {
            if (in.read() < 0) {
                throw cutOff();
            }
            throw tooLong();
        }
        if (length < 0 || length > LARGEST) {
            throw tooLong();
        }
        position += CodedOutputStream.computeUInt32SizeNoTag(length);
        return length;
    }

    private Damaged cutOff() {
        return new Damaged("the last contract is cut off at byte " + position + " of the unpacked file");
    }

    private Damaged tooLong() {
        return new Damaged("the length of a contract is damaged at byte " + position
                + " of the unpacked file, or the contract is larger than " + (LARGEST >> 20) + " MiB");
    }
}
